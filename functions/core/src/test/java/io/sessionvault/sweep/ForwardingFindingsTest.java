package io.sessionvault.sweep;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A rule that does not forward is told; sessions are logged all the same.
class ForwardingFindingsTest {
    private static final String BUS =
            "arn:aws:events:eu-central-1:111111111111:event-bus/session-vault-members";
    private static final DesiredAccount DESIRED =
            Desires.account(
                    MEMBER, HostManagement.LEAVE, SessionEncryption.WHEN_SAFE, FRANKFURT, IRELAND);
    private static final Observation<Forwarding> IN_PLACE =
            new Observation.Seen<>(new Forwarding.InPlace());
    private static final ServiceError BY_POLICY =
            new ServiceError(
                    ErrorKind.DENIED,
                    "AccessDeniedException",
                    "is not authorized to perform: events:DescribeRule with an explicit deny in a"
                            + " service control policy",
                    Optional.empty());
    private static final ServiceError DENIED =
            new ServiceError(
                    ErrorKind.DENIED, "AccessDeniedException", "not allowed", Optional.empty());

    @Test
    void nothingIsFoundWhereAllForwardOrNothingIsToBeForwarded() {
        assertThat(swept(IN_PLACE, Optional.of(IN_PLACE)).ids()).isEmpty();
        assertThat(new Swept(DESIRED).ids()).isEmpty();
    }

    @Test
    void eachRuleThatDoesNotForwardIsFoundAndTheAccountStaysCovered() {
        assertThat(details(new Forwarding.Absent()))
                .containsExactly(
                        "FORWARDING-STOPPED/222222222222/eu-west-1/SessionVaultForwardsPreferences:"
                                + " the rule SessionVaultForwardsPreferences does not exist",
                        "FORWARDING-STOPPED/222222222222/us-east-1/SessionVaultForwardsIam:"
                                + " the rule SessionVaultForwardsIam does not exist");
        assertThat(details(new Forwarding.Disabled()))
                .allMatch(detail -> detail.endsWith(" is disabled"));
        assertThat(details(new Forwarding.WithoutTarget()))
                .allMatch(detail -> detail.endsWith(" has no target at " + BUS));
        assertThat(swept(seen(new Forwarding.Absent()), Optional.of(IN_PLACE)).sweep().coverage())
                .isEqualTo(Coverage.COVERED);
    }

    @Test
    void aRuleThatCannotBeLookedAtIsNotFine() {
        Swept swept =
                swept(
                        new Observation.Unseen<>(Observed.THROTTLED),
                        Optional.of(new Observation.Unseen<>(DENIED)));

        assertThat(swept.ids())
                .containsExactly(
                        "ACCOUNT-UNSEEN/222222222222/eu-west-1/SessionVaultForwardsPreferences",
                        "ACCOUNT-UNSEEN/222222222222/us-east-1/SessionVaultForwardsIam");
        assertThat(swept.sweep().coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(swept.sweep().regions())
                .extracting(AccountSweep.RegionSweep::coverage)
                .containsExactly(Coverage.COVERED, Coverage.UNKNOWN);
    }

    @Test
    void whereVirginiaIsClosedIamChangesComeLate() {
        Swept denied = swept(IN_PLACE, Optional.of(new Observation.Unseen<>(BY_POLICY)));
        Swept nowhere = swept(IN_PLACE, Optional.empty());

        for (Swept swept : List.of(denied, nowhere)) {
            assertThat(swept.ids())
                    .containsExactly("IAM-CHANGES-LATE/222222222222/-/SessionVaultForwardsIam");
            assertThat(swept.sweep().coverage()).isEqualTo(Coverage.COVERED);
        }
    }

    @Test
    void aClosedRegionHasNothingToForward() {
        ObservedAccount observed = Observed.asDesired(DESIRED);
        Map<RegionName, ObservedRegion> closed =
                Map.of(
                        IRELAND,
                        new ObservedRegion(
                                new Observation.Unseen<>(BY_POLICY),
                                Optional.empty(),
                                Optional.empty()));
        Swept swept =
                swept(new Observation.Unseen<>(BY_POLICY), Optional.of(IN_PLACE))
                        .observed(observed.with(closed).with(closedIn(observed)));

        assertThat(swept.ids()).noneMatch(id -> id.contains("SessionVaultForwards"));
    }

    private static Observation<ObservedIdentity> closedIn(ObservedAccount observed) {
        ObservedIdentity identity =
                ((Observation.Seen<ObservedIdentity>) observed.identity()).value();
        return new Observation.Seen<>(
                new ObservedIdentity(
                        identity.logPolicy(),
                        identity.roles(),
                        identity.starters(),
                        identity.hostManagementRole(),
                        new TreeMap<>(Map.of(IRELAND, "a policy")),
                        Optional.empty()));
    }

    private static List<String> details(Forwarding both) {
        return swept(seen(both), Optional.of(seen(both))).sweep().findings().stream()
                .map((LocatedFinding finding) -> finding.id() + ": " + finding.detail())
                .toList();
    }

    private static Observation<Forwarding> seen(Forwarding rule) {
        return new Observation.Seen<>(rule);
    }

    private static Swept swept(
            Observation<Forwarding> ireland, Optional<Observation<Forwarding>> iam) {
        return new Swept(DESIRED)
                .forwarding(
                        new ForwardingFacts(
                                BUS,
                                new TreeMap<>(Map.of(FRANKFURT, IN_PLACE, IRELAND, ireland)),
                                iam));
    }
}
