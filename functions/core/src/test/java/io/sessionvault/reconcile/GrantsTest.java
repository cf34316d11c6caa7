package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.reconcile.Observed.OTHER_DOCUMENT;
import static io.sessionvault.reconcile.Observed.THROTTLED;
import static io.sessionvault.reconcile.Observed.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantsTest {
    private static final DesiredAccount DESIRED =
            Desires.member(HostManagement.MANAGE, FRANKFURT, IRELAND);
    private static final Optional<Policy> OURS = Optional.of(Observed.policy(DESIRED));
    private static final Optional<Policy> OTHER =
            Optional.of(new Policy(OTHER_DOCUMENT, List.of()));
    private static final Role NEW = role("new", new LogAccess.None(false));
    private static final Role FULL = role("full", new LogAccess.None(true));
    private static final Change ATTACH = new Change.AttachPolicy("new", DESIRED.logPolicyArn());
    private static final Change INLINE =
            new Change.PutInlinePolicy("full", LogPolicy.document(DESIRED), Change.Sign.ADD);
    private static final Change CREATE = new Change.CreateLogPolicy(LogPolicy.document(DESIRED));

    @Test
    void aNewRoleThatRunsTheAgentIsGivenTheLoggingPolicy() {
        assertThat(grants(inForce(OURS, NEW, FULL))).containsExactly(ATTACH, INLINE);
    }

    @Test
    void aMissingLoggingPolicyIsMadeForWhoNeedsIt() {
        assertThat(grants(inForce(Optional.empty(), NEW))).containsExactly(CREATE, ATTACH);
        assertThat(grants(inForce(Optional.empty()))).isEmpty();
    }

    /// Nobody has looked at what it gives.
    @Test
    void aLoggingPolicyThatSaysSomethingElseIsAttachedToNobodyAndLeftAsItIs() {
        assertThat(grants(inForce(OTHER, NEW, FULL))).containsExactly(INLINE);
    }

    @Test
    void whatIsThereIsNeitherChangedNorNarrowed() {
        Role outdated = role("outdated", new LogAccess.Inline(OTHER_DOCUMENT));

        assertThat(grants(inForce(OURS, outdated))).isEmpty();
    }

    @Test
    void theRoleOfDefaultHostManagementIsLeftToRepairs() {
        ObservedAccount observed =
                Observed.account(
                        DESIRED,
                        Observed.identity(
                                OURS,
                                List.of(),
                                Optional.of(new HostManagementRole(false, false, false))));

        assertThat(Plan.between(DESIRED, observed).identity()).hasSize(3);
        assertThat(grants(observed)).isEmpty();
    }

    @Test
    void nothingIsNeededWhereNoPreferencesInForceNameTheVault() {
        ObservedAccount observed = inForce(OURS, NEW);

        assertThat(grants(both(observed, new Preferences.Absent()))).isEmpty();
        assertThat(grants(both(observed, present("another-bucket", "1")))).isEmpty();
        assertThat(grants(both(observed, present(VAULT.bucket(), "2"))))
                .as("which version is in force is not certain")
                .isEmpty();
        assertThat(grants(both(observed, new Preferences.Unusable("it is YAML")))).isEmpty();
        assertThat(grants(both(observed, present(VAULT.bucket(), "1")))).containsExactly(ATTACH);
    }

    @Test
    void oneRegionInForceIsEnough() {
        ObservedAccount observed =
                inForce(OURS, NEW)
                        .with(Map.of(IRELAND, Observed.region(DESIRED, new Preferences.Absent())));

        assertThat(grants(observed)).containsExactly(ATTACH);
    }

    @Test
    void whatCannotBeSeenIsGivenNothing() {
        ObservedAccount observed = inForce(OURS, NEW);

        assertThat(grants(observed.with(new Observation.Unseen<>(THROTTLED)))).isEmpty();
        ObservedRegion unseen =
                new ObservedRegion(
                        new Observation.Unseen<>(THROTTLED), Optional.empty(), Optional.empty());
        assertThat(grants(observed.with(Map.of(FRANKFURT, unseen, IRELAND, unseen)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reach.class)
    void onlyRepairsAreCutBackWhereTheVaultNeverGoverned(Reach reach) {
        ObservedAccount governed = inForce(OURS, NEW);
        ObservedAccount never = both(inForce(Optional.empty(), NEW), new Preferences.Absent());

        assertThat(reach.in(DESIRED, governed)).isEqualTo(reach);
        assertThat(reach.in(DESIRED, never)).isEqualTo(reach == Reach.REPAIR ? Reach.GRANT : reach);
        assertThat(grants(never)).isEmpty();
    }

    /// As adding goes: whatever was granted is not planned any more, and nothing else has changed.
    @Test
    void whatWasGrantedIsNotPlannedAgain() {
        ObservedAccount observed = inForce(Optional.empty(), NEW, FULL);
        Plan plan = Plan.between(DESIRED, observed);
        List<Change.IdentityChange> grants = Grants.of(DESIRED, observed, plan);

        ObservedAccount after =
                ModelAccount.apply(DESIRED, observed, List.<Change.Governing>copyOf(grants));

        assertThat(grants).hasSize(3);
        assertThat(grants(after)).isEmpty();
        assertThat(after.regions()).isEqualTo(observed.regions());
    }

    private static List<Change> grants(ObservedAccount observed) {
        return List.copyOf(Grants.of(DESIRED, observed, Plan.between(DESIRED, observed)));
    }

    private static ObservedAccount inForce(Optional<Policy> policy, Role... roles) {
        return Observed.account(
                DESIRED,
                Observed.identity(
                        policy,
                        List.of(roles),
                        Optional.of(new HostManagementRole(true, true, true))));
    }

    private static ObservedAccount both(ObservedAccount observed, Preferences preferences) {
        ObservedRegion region = Observed.region(DESIRED, preferences);
        return observed.with(new TreeMap<>(Map.of(FRANKFURT, region, IRELAND, region)));
    }

    private static Preferences present(String bucket, String newest) {
        return new Preferences.Present(
                Map.of(
                        "schemaVersion",
                        "1.0",
                        "sessionType",
                        "Standard_Stream",
                        "inputs",
                        Map.of("s3BucketName", bucket)),
                newest,
                "1");
    }
}
