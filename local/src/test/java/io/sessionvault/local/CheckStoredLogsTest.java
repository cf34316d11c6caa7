package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.SessionAgent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The packaged check of stored logs, under the real runtime client, on the stand-in.
class CheckStoredLogsTest {
    private VaultUnderTest vault;
    private AccountId member;
    private SessionAgent agent;
    private SessionAgent planter;

    @BeforeEach
    void deploy() {
        vault = new VaultUnderTest();
        member = vault.accounts.create("payments");
        agent = vault.agentThatLogs(member);
        planter = vault.agents().beforeThePolicy(member);
        // Every run begins with it, and leaves who the members are and which Regions there are.
        assertThat(
                        vault.running.invoke(
                                "ListAccounts",
                                """
                                {"execution": {"name": "before", "startTime": "2026-11-24T03:00:00Z"}, "request": {}}\
                                """))
                .isInstanceOf(InvocationResult.Answered.class);
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void findsWhatIsWrongInABatchAndNothingElse() {
        agent.upload(log("ada-1"), "output");
        agent.upload(log("ben-1"), "output");
        planter.uploadEncrypted(log("cleo-1"), "output", "AES256", "");
        agent.upload(log("dora-1"), "output");
        agent.upload(log("dora-1"), "something else");
        agent.upload(log("emil-1"), "output");
        vault.stack
                .s3()
                .deleteObject(ask -> ask.bucket(vault.template.bucketName()).key(log("emil-1")));
        agent.upload(prefix() + "ünï+%20 \u202egol.txt", "output");

        JsonNode sweep = sweep(keys());

        assertThat(sweep.path("findings").valueStream().map(CheckStoredLogsTest::id))
                .containsExactlyInAnyOrder(
                        "LOG-ENCRYPTION " + log("cleo-1"),
                        "LOG-OVERWRITTEN " + log("dora-1") + "?versionId",
                        "LOG-DELETED " + log("emil-1"),
                        "LOG-NAME " + prefix() + "ünï+%20 <U+202E>gol.txt");
        assertThat(sweep.path("count"))
                .hasToString(
                        "{\"compliant\":4,\"nonCompliant\":3,\"notApplicable\":0,\"undetermined\":0,\"unchanged\":0}");
    }

    @Test
    void asksOnceForEachVersionAndOnceForTheirListing() {
        List<String> names = IntStream.range(100, 160).mapToObj(n -> log("jo-" + n)).toList();
        names.forEach(name -> agent.upload(name, "output"));
        List<String> keys = keys();
        JsonNode first = sweep(keys);
        vault.aws().calls().clear();

        JsonNode second = sweep(keys);

        assertThat(second).isEqualTo(first);
        assertThat(second.at("/count/compliant").asInt()).isEqualTo(60);
        Map<String, Long> calls =
                vault.aws().calls().list().stream()
                        .collect(
                                Collectors.groupingBy(
                                        call -> call.operation().operation(),
                                        Collectors.counting()));
        assertThat(calls)
                .containsEntry("HeadObject", 60L)
                .containsEntry("ListObjectVersions", 1L)
                // the run's list of accounts, and Organizations because there is none
                .containsOnlyKeys(
                        "DescribeAccount", "GetObject", "HeadObject", "ListObjectVersions");
    }

    @Test
    void cannotTellWhatItMayNotLookAt() {
        agent.upload(log("ada-1"), "output");
        vault.aws().faults().deny(CallMatcher.operation("s3", "HeadObject"));

        assertThat(sweep(keys()).path("findings").valueStream().map(CheckStoredLogsTest::id))
                .containsExactly("LOG-UNDETERMINED " + log("ada-1"));
    }

    @Test
    void failsWhenTheBucketCannotBeListed() {
        agent.upload(log("ada-1"), "output");
        vault.aws().faults().deny(CallMatcher.operation("s3", "ListObjectVersions"));

        assertThat(vault.running.invoke("CheckStoredLogs", batch(keys())))
                .isInstanceOf(InvocationResult.Failed.class);
    }

    @Test
    void saysWhatIsMissingInItsInput() {
        InvocationResult result = vault.running.invoke("CheckStoredLogs", "{\"Items\":[]}");

        assertThat(result).isInstanceOf(InvocationResult.Failed.class);
        assertThat(((InvocationResult.Failed) result).errorMessage()).contains("run.id");
    }

    private static String id(JsonNode finding) {
        return finding.path("rule").asText()
                + " "
                + finding.path("resource").asText().replaceAll("versionId=.*", "versionId");
    }

    private String log(String session) {
        return prefix() + session + ".log";
    }

    private String prefix() {
        return member + "/eu-west-1/";
    }

    private List<String> keys() {
        return vault
                .stack
                .s3()
                .listObjectsV2(ask -> ask.bucket(vault.template.bucketName()))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private JsonNode sweep(List<String> keys) {
        InvocationResult result = vault.running.invoke("CheckStoredLogs", batch(keys));
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return VaultUnderTest.json(((InvocationResult.Answered) result).body());
    }

    private static String batch(List<String> keys) {
        JsonNode event =
                VaultUnderTest.json(VaultUnderTest.eventFile("check-stored-logs/all-logs.json"));
        ((ObjectNode) event).putArray("Items");
        keys.forEach(key -> ((ObjectNode) event).withArray("Items").addObject().put("key", key));
        return event.toString();
    }
}
