package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged log checker, under the real runtime client, on the stand-in. The tests share a vault and
/// its warm function, in accounts of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckLogTest {
    private static final String SESSION = "ana.ruiz@example.com-0f3a9c2b7d1e48a65.log";

    private VaultUnderTest vault;
    private AccountId member;
    private SessionAgent agent;
    private SessionAgent planter;

    @BeforeAll
    void deploy() {
        vault = new VaultUnderTest();
    }

    @BeforeEach
    void createAccount() {
        vault.clear();
        member = vault.member("payments");
        agent = vault.agentThatLogs(member);
        planter = vault.agents().beforeThePolicy(member);
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana.ruiz@example.com-0f3a9c2b7d1e48a65.log",
                "ops+night=1,2-ilpxvkhghl9vs9ia2xfdyp4dka.log",
                "42ba7ac1-6122-4f3a-aa64-5f18f81eff1d-0959abc60267189e0.log",
                "ecs-execute-command-f2rxcq6as4envg6h3xxxx.log"
            })
    void findsLogsCompliantWhateverTheSessionIsCalled(String name) {
        assertThat(verdict(agent.upload(prefix() + name, "output")).path("verdict").asText())
                .isEqualTo("Compliant");
    }

    @Test
    void findsALargeLogCompliantThatTheAgentUploadsInParts() {
        Upload log = agent.upload(prefix() + SESSION, "output\n".repeat(1_000_000));

        assertThat(log.size()).isEqualTo(SessionAgent.FIRST_LINE.length() + 7_000_000);
        assertThat(verdict(log).path("verdict").asText()).isEqualTo("Compliant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b%20c+d.txt", "ünï/ço dé.log", "%2B%25.log", "..", "a//b.log"})
    void judgesKeysVerbatimHoweverAwkward(String name) {
        // Some of them the bucket's policy refuses; they can have come before it.
        JsonNode verdict = verdict(planter.upload(prefix() + name, "output"));

        assertThat(verdict.path("key").asText()).isEqualTo(prefix() + name);
        assertThat(verdict.path("findings").findValuesAsText("rule")).containsExactly("LOG-NAME");
    }

    @Test
    void judgesTheVersionOfTheEventNotTheNewest() {
        Upload bad = planter.uploadEncrypted(prefix() + SESSION, "output", "AES256", "");
        agent.upload(prefix() + SESSION, "output");

        assertThat(verdict(bad).path("findings").findValuesAsText("rule"))
                .containsExactly("LOG-ENCRYPTION");
    }

    @Test
    void doesNotApplyToAnObjectThatADeleteMarkerExplains() {
        Upload log = agent.upload(prefix() + SESSION, "output");
        vault.stack.s3().deleteObject(ask -> ask.bucket(log.bucket()).key(log.key()));

        JsonNode verdict = verdict(withoutVersion(log));

        assertThat(verdict.path("verdict").asText()).isEqualTo("NotApplicable");
        assertThat(verdict.path("reason").asText()).contains("delete marker");
    }

    @Test
    void cannotTellOfAVersionThatVanished() {
        Upload log = agent.upload(prefix() + SESSION, "output");
        vault.stack
                .s3()
                .deleteObject(ask ->
                        ask.bucket(log.bucket())
                                .key(log.key())
                                .versionId(log.versionId())
                                .bypassGovernanceRetention(true));

        InvocationResult result = vault.running.invoke("CheckLog", event(log));

        assertThat(result).isInstanceOf(InvocationResult.Failed.class);
        assertThat(((InvocationResult.Failed) result).errorMessage()).contains("no delete marker");
    }

    @Test
    void givesBackOnlyWhatItCouldNotTellAndParksItInTheEnd() {
        purge();
        vault.aws().faults().deny(CallMatcher.operation("s3", "HeadObject"));
        agent.upload(prefix() + SESSION, "output");

        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(vault.running.poll("CheckLog").failed()).hasSize(1);
            vault.platform.pass(Duration.ofMinutes(10));
        }

        assertThat(vault.running.poll("CheckLog").received()).isEmpty();
        String url = vault.template.physicalId("CheckLogDeadLetters", "Ref");
        assertThat(vault.stack.sqs().receiveMessage(ask -> ask.queueUrl(url)).messages())
                .hasSize(1);
    }

    @Test
    void keepsAMessageWhoseViolationCouldNotBePublished() {
        purge();
        vault.aws()
                .faults()
                .fail(CallMatcher.operation("events", "PutEvents"), "InternalFailure", 500, 10);
        planter.uploadEncrypted(prefix() + SESSION, "output", "AES256", "");

        assertThat(vault.running.poll("CheckLog").failed()).hasSize(1);

        vault.aws().faults().clear();
        vault.platform.pass(Duration.ofMinutes(10));
        assertThat(vault.running.poll("CheckLog").succeeded()).hasSize(1);
        assertThat(vault.running.bus().published())
                .anyMatch(event -> event.detailType().equals("Session Log Violation"));
    }

    @Test
    void emitsAMetricForEachBrokenRule() {
        verdict(planter.uploadEncrypted(prefix() + SESSION, "output", "AES256", ""));

        vault.running
                .log("CheckLog")
                .await(
                        log ->
                                log.lines().stream()
                                        .anyMatch(line ->
                                                line.contains("\"LogViolations\"")
                                                        && line.contains("LOG-ENCRYPTION")),
                        Duration.ofSeconds(20));
    }

    @Test
    void learnsOfAnAccountThatJoinedAfterTheListing() {
        verdict(agent.upload(prefix() + SESSION, "output"));
        AccountId late = vault.member("late");

        JsonNode verdict =
                verdict(vault.agentThatLogs(late).upload(late + "/eu-west-1/" + SESSION, "output"));

        assertThat(verdict.path("verdict").asText()).isEqualTo("Compliant");
    }

    @Test
    void takesTheMembersFromTheListOfTheLastRun() {
        try (VaultUnderTest own = new VaultUnderTest()) {
            AccountId listed = own.accounts.create("listed");
            assertThat(
                            own.running.invoke(
                                    "ListAccounts",
                                    VaultUnderTest.eventFile("list-accounts/on-demand.json")))
                    .isInstanceOf(InvocationResult.Answered.class);
            Upload log =
                    own.agentThatLogs(listed).upload(listed + "/eu-west-1/" + SESSION, "output");
            own.aws().calls().clear();

            assertThat(verdict(own, event(log)).path("verdict").asText()).isEqualTo("Compliant");
            assertThat(own.aws().calls().list())
                    .isNotEmpty()
                    .noneMatch(call -> call.operation().service().equals("organizations"));
        }
    }

    @Test
    void saysWhatIsExpectedOfABucketThatSendsItsOwnNotifications() {
        String notification =
                """
                {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
                              "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s"}}}]}
                """
                        .formatted(vault.template.bucketName(), prefix() + SESSION);

        assertThat(vault.running.invoke("CheckLog", notification))
                .isInstanceOfSatisfying(
                        InvocationResult.Failed.class,
                        failed ->
                                assertThat(failed.errorMessage())
                                        .contains("put-bucket-notification-configuration")
                                        .contains(vault.template.bucketName()));

        purge();
        String queue = vault.template.physicalId("CheckLogQueue", "Ref");
        vault.stack.sqs().sendMessage(ask -> ask.queueUrl(queue).messageBody(notification));
        assertThat(vault.running.poll("CheckLog").failed()).hasSize(1);
    }

    @Test
    void acknowledgesWhatIsNotAnEventInABatch() {
        JsonNode batch = VaultUnderTest.json(VaultUnderTest.eventFile("check-log/sqs-batch.json"));

        InvocationResult result = vault.running.invoke("CheckLog", batch.toString());

        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        assertThat(
                        VaultUnderTest.json(((InvocationResult.Answered) result).body())
                                .path("batchItemFailures"))
                .isEmpty();
    }

    private String prefix() {
        return member + "/eu-west-1/";
    }

    private void purge() {
        String queue = vault.template.physicalId("CheckLogQueue", "Ref");
        vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
    }

    private String event(Upload upload) {
        return new EventFiles(VaultUnderTest.REPOSITORY).stored(upload);
    }

    private JsonNode verdict(Upload upload) {
        return verdict(event(upload));
    }

    private JsonNode verdict(String event) {
        return verdict(vault, event);
    }

    private static JsonNode verdict(VaultUnderTest vault, String event) {
        InvocationResult result = vault.running.invoke("CheckLog", event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return VaultUnderTest.json(((InvocationResult.Answered) result).body());
    }

    private String withoutVersion(Upload upload) {
        JsonNode event = VaultUnderTest.json(event(upload));
        ((com.fasterxml.jackson.databind.node.ObjectNode) event.at("/detail/object"))
                .remove("version-id");
        return event.toString();
    }
}
