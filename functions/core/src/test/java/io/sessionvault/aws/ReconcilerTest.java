package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.VaultPolicies;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What happens when IAM does not tell at once of what it has accepted. Without Regions, so that
/// calls follow one another.
class ReconcilerTest {
    private static final DesiredAccount DESIRED = Desires.member(HostManagement.LEAVE);
    private static final Map<String, Object> OLD = Map.of("Version", "2008-10-17");
    private static final Map<String, Object> NEW = LogPolicy.document(DESIRED);

    private static final ServiceError NOBODY_ASKED =
            new ServiceError(ErrorKind.DENIED, "AccessDenied", "not allowed", Optional.empty());

    private final FakeHttp http = new FakeHttp();

    @Test
    void aPolicyGetsOneVersionHoweverLateTheListingShowsIt() {
        String stale =
                Iam.logPolicy(
                        DESIRED,
                        Iam.version(5, true, OLD)
                                + Iam.version(4, false, OLD)
                                + Iam.version(3, false, OLD)
                                + Iam.version(2, false, OLD)
                                + Iam.version(1, false, OLD));
        listed("", stale);
        done("DeletePolicyVersion");
        done("CreatePolicyVersion");
        listed("", stale);
        listed("", stale);

        Reconciliation result = reconcile();

        assertThat(actions())
                .containsExactly(
                        "GetAccountAuthorizationDetails",
                        "DeletePolicyVersion",
                        "CreatePolicyVersion",
                        "GetAccountAuthorizationDetails",
                        "GetAccountAuthorizationDetails");
        Change update = new Change.UpdateLogPolicy(DESIRED.logPolicyArn(), NEW, Optional.of("v1"));
        assertThat(result.outcomes()).containsExactly(new Outcome.Applied(update));
        assertThat(result.remaining().identity()).containsExactly((Change.IdentityChange) update);
    }

    @Test
    void aPolicyThatWasCreatedIsOnlyLookedForAgain() {
        notListed();
        done("CreatePolicy");
        notListed();
        listed("", Iam.logPolicy(DESIRED, Iam.version(1, true, NEW)));

        Reconciliation result = reconcile();

        assertThat(actions())
                .containsExactly(
                        "GetAccountAuthorizationDetails",
                        "ListPolicyVersions",
                        "CreatePolicy",
                        "GetAccountAuthorizationDetails",
                        "ListPolicyVersions",
                        "GetAccountAuthorizationDetails");
        assertThat(result.outcomes()).hasSize(1);
        assertThat(result.remaining().identity()).isEmpty();
    }

    @Test
    void aPolicyThatIsNotListedIsReadByItsArn() {
        listed("", "");
        http.answer(
                        200,
                        Map.of(),
                        Iam.answer(
                                "ListPolicyVersions",
                                "<IsTruncated>false</IsTruncated><Versions>"
                                        + Iam.version(3, true, Map.of())
                                        + Iam.version(2, false, Map.of())
                                        + "</Versions>"))
                .answer(
                        200,
                        Map.of(),
                        Iam.answer(
                                "GetPolicyVersion",
                                Iam.version(3, true, NEW).replace("member>", "PolicyVersion>")));

        Reconciliation result = reconcile();

        assertThat(actions())
                .containsExactly(
                        "GetAccountAuthorizationDetails", "ListPolicyVersions", "GetPolicyVersion");
        assertThat(http.bodies.getLast()).contains("VersionId=v3");
        assertThat(result.plan().identity()).isEmpty();
        assertThat(identity(result).logPolicy()).contains(new Policy(NEW, List.of("v2")));
    }

    @Test
    void aChangeThatFailedIsTriedAgain() {
        notListed();
        refused("LimitExceeded");
        notListed();
        done("CreatePolicy");
        listed("", Iam.logPolicy(DESIRED, Iam.version(1, true, NEW)));

        Reconciliation result = reconcile();

        assertThat(actions()).filteredOn("CreatePolicy"::equals).hasSize(2);
        assertThat(result.remaining().identity()).isEmpty();
    }

    private static ObservedIdentity identity(Reconciliation result) {
        assertThat(result.seen().identity()).isInstanceOf(Observation.Seen.class);
        return ((Observation.Seen<ObservedIdentity>) result.seen().identity()).value();
    }

    private void notListed() {
        listed("", "");
        refused("NoSuchEntity");
    }

    private void refused(String code) {
        http.answer(
                400,
                Map.of(),
                "<ErrorResponse><Error><Code>%s</Code></Error></ErrorResponse>".formatted(code));
    }

    private Reconciliation reconcile() {
        return new Reconciler(
                        FakeHttp.member(http),
                        FakeHttp.keys(http),
                        DESIRED,
                        new IdentityProof(
                                new ManagedPolicies(Clock.systemUTC()),
                                VaultPolicies.of(DESIRED.standard()),
                                ControlPolicies.unread(NOBODY_ASKED),
                                Clock.systemUTC()),
                        new SwitchGuard() {
                            @Override
                            public Map<RegionName, String> refusals(
                                    AccountId account,
                                    NavigableSet<RegionName> regions,
                                    NavigableSet<RegionName> watched) {
                                throw new AssertionError("no Region is switched");
                            }

                            @Override
                            public Optional<String> refusal(
                                    AccountId account, NavigableSet<RegionName> regions) {
                                throw new AssertionError("there is no Region");
                            }
                        },
                        () -> true)
                .reconcile(Mode.APPLY);
    }

    private void listed(String roles, String policies) {
        http.answer(200, Map.of(), Iam.lastPage(roles, policies));
    }

    private void done(String operation) {
        http.answer(200, Map.of(), Iam.answer(operation, ""));
    }

    private List<String> actions() {
        return http.bodies.stream()
                .map(body -> body.replaceFirst("^.*?Action=(\\w+).*$", "$1"))
                .toList();
    }
}
