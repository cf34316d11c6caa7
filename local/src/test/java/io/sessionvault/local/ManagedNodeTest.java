package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

class ManagedNodeTest {
    private static final RegionName REGION = new RegionName("eu-west-1");

    @Test
    void showsEachSessionInTheHistoryAndTheLogsThatCameInTheVault() {
        try (VaultUnderTest vault = new VaultUnderTest()) {
            AccountId member = vault.memberWithAgents("payments");
            ManagedNode node = node(vault, member, vault.agentThatLogs(member));

            ManagedNode.LiveSession logged = node.start("ana.ruiz");
            vault.platform.pass(Duration.ofMinutes(10));
            logged.end("$ uptime");
            node.start("ben").endWithoutLog();
            node.start("chen").fail("data channel not opened");
            node.start("dana").failWithoutLog();
            node.start("eva", ManagedNode.SSH).endWithoutLog();
            ManagedNode.LiveSession open = node.start("finn", "Team-Shell");

            assertThat(sessions(vault, member, SessionState.HISTORY))
                    .extracting(
                            session -> session.owner().replaceFirst(".*/", ""),
                            Session::status,
                            Session::documentName)
                    .containsExactlyInAnyOrder(
                            tuple("ana.ruiz", SessionStatus.TERMINATED, PreferencesDocument.NAME),
                            tuple("ben", SessionStatus.TERMINATED, PreferencesDocument.NAME),
                            tuple("chen", SessionStatus.FAILED, PreferencesDocument.NAME),
                            tuple("dana", SessionStatus.FAILED, PreferencesDocument.NAME),
                            tuple("eva", SessionStatus.TERMINATED, "AWS-StartSSHSession"));
            assertThat(sessions(vault, member, SessionState.ACTIVE))
                    .singleElement()
                    .satisfies(active -> {
                        assertThat(active.sessionId()).isEqualTo(open.id());
                        assertThat(active.endDate()).isNull();
                    });
            assertThat(
                            vault.stack
                                    .s3()
                                    .listObjectsV2(l -> l.bucket(vault.template.bucketName()))
                                    .contents())
                    .extracting(S3Object::key)
                    .containsExactlyInAnyOrder(
                            member + "/eu-west-1/" + logged.id() + ".log",
                            member + "/eu-west-1/Standard_Stream/stderr");
        }
    }

    @Test
    void givesEachSessionAnIdOfItsOwnThatIsTheSameInEveryRun() {
        try (VaultUnderTest vault = new VaultUnderTest()) {
            AccountId member = vault.memberWithAgents("payments");
            SessionAgent agent = vault.agents().beforeThePolicy(member);
            ManagedNode node = node(vault, member, agent);
            ManagedNode again = node(vault, member, agent);

            List<String> ids = List.of(node.start("ana").id(), node.start("ana").id());

            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("ana-[0-9a-f]{17}"));
            assertThat(List.of(again.start("ana").id(), again.start("ana").id())).isEqualTo(ids);
        }
    }

    private static ManagedNode node(VaultUnderTest vault, AccountId member, SessionAgent agent) {
        return new ManagedNode(
                vault.platform::held,
                vault.platform.clock(),
                agent,
                new ManagedNode.Place(
                        member, REGION, member + "/" + REGION, "i-0123456789abcdef0"));
    }

    private static List<Session> sessions(
            VaultUnderTest vault, AccountId member, SessionState state) {
        return vault
                .ssm(member, REGION.value())
                .describeSessionsPaginator(d -> d.state(state))
                .sessions()
                .stream()
                .toList();
    }
}
