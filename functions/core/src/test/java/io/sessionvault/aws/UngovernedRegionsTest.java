package io.sessionvault.aws;

import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.organization.NamedDocument;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedAccount;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.VaultPolicies;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Regions that are not governed are asked for their preferences, unless they are closed. Without
/// governed Regions, so that calls follow one another.
class UngovernedRegionsTest {
    private static final DesiredAccount DESIRED =
            Desires.withUngoverned(
                    Desires.member(HostManagement.LEAVE), new TreeSet<>(List.of(VIRGINIA)));
    private static final Map<String, Object> ALL =
            Map.of(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    Map.of("Effect", "Allow", "Action", "*", "Resource", "*"));
    private static final Map<String, Object> ONLY_FRANKFURT =
            Map.of(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    Map.of(
                            "Effect",
                            "Deny",
                            "Action",
                            List.of("ssm:*", "ssmmessages:*"),
                            "Resource",
                            "*",
                            "Condition",
                            Map.of(
                                    "StringNotEquals",
                                    Map.of("aws:RequestedRegion", "eu-central-1"))));

    private final FakeHttp http = new FakeHttp();

    @Test
    void anOpenRegionIsAsked() {
        listed(LogPolicy.document(DESIRED));
        http.json(400, "{\"__type\":\"InvalidDocument\"}");

        assertThat(read(ALL).ungoverned())
                .containsEntry(VIRGINIA, new Observation.Seen<>(new Preferences.Absent()));
    }

    @Test
    void aClosedRegionIsLeftInPeace() {
        listed(LogPolicy.document(DESIRED));

        assertThat(read(ONLY_FRANKFURT).ungoverned()).isEmpty();
        assertThat(http.requests).hasSize(1);
    }

    @Test
    void aClosedRegionIsAskedBeforeTheLoggingPolicyIsNarrowed() {
        listed(
                Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(
                                Map.of(
                                        "Effect",
                                        "Allow",
                                        "Action",
                                        List.of("kms:Decrypt"),
                                        "Resource",
                                        List.of(
                                                "arn:aws:kms:*:"
                                                        + VAULT_ACCOUNT
                                                        + ":key/mrk-0")))));
        http.json(400, "{\"__type\":\"AccessDeniedException\"}");

        assertThat(read(ONLY_FRANKFURT).ungoverned().get(VIRGINIA))
                .isInstanceOf(Observation.Unseen.class);
    }

    private void listed(Map<String, Object> policy) {
        http.answer(
                200,
                Map.of(),
                Iam.lastPage("", Iam.logPolicy(DESIRED, Iam.version(1, true, policy))));
    }

    private ObservedAccount read(Map<String, Object> control) {
        return new AccountReader(
                        FakeHttp.member(http),
                        FakeHttp.keys(http),
                        DESIRED,
                        new IdentityProof(
                                new ManagedPolicies(Clock.systemUTC()),
                                VaultPolicies.of(DESIRED.standard()),
                                new ControlPolicies(
                                        new Observation.Seen<>(tree(control)),
                                        new Observation.Seen<>(ControlTree.without(VAULT_ACCOUNT))),
                                Clock.systemUTC()))
                .read();
    }

    private static ControlTree tree(Map<String, Object> control) {
        return new ControlTree(
                new AccountId("999999999999"),
                Map.of(MEMBER.value(), "r-1"),
                Map.of("r-1", "Root"),
                Map.of("r-1", List.of("p-1", "p-2"), MEMBER.value(), List.of("p-1")),
                Map.of(
                        "p-1",
                        new NamedDocument("p-1", "All", ALL),
                        "p-2",
                        new NamedDocument("p-2", "Regions", control)));
    }
}
