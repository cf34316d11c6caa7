package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.local.template.PhysicalIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The packaged functions where the vault's buckets have become somebody else's, who keeps the logs
/// of before and lets everybody do everything: nothing more gets there, and nothing that is there
/// counts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersBucketTest {
    private static final String RUN =
            """
            {"id": "run-1", "startedAt": "2030-11-24T03:00:00Z", "mode": "PLAN", "logs": "ALL"}\
            """;

    private final VaultUnderTest vault = new VaultUnderTest();
    private final String reports = vault.template.physicalId("ReportsBucket", PhysicalIds.REF);
    private final AccountId stranger = vault.accounts.create("stranger");
    private final AccountId member = vault.memberWithAgents("payments");
    private final Upload log =
            vault.agents()
                    .beforeThePolicy(member)
                    .upload(member + "/us-east-1/ana.ruiz-0f3a9c2b7d1e48a65.log", "output");
    private Map<String, String> before = Map.of();

    @BeforeAll
    void loseTheBuckets() {
        assertThat(vault.running.invoke("CheckLog", arrival()).toString())
                .contains("\"Compliant\"");
        answered("ListAccounts", "list-accounts/scheduled-daily.json");
        vault.aws().takeOver(vault.template.bucketName(), stranger);
        vault.aws().takeOver(reports, stranger);
        before = content();
        vault.aws().calls().clear();
    }

    @AfterAll
    void stop() {
        vault.close();
    }

    @AfterEach
    void nothingGotThereAndEachCallNamedTheOwner() {
        assertThat(content()).isEqualTo(before);
        List<RecordedCall> calls =
                vault.aws().calls().list().stream()
                        .filter(call -> call.principal().contains(":assumed-role/"))
                        .toList();
        assertThat(calls)
                .filteredOn(call -> call.operation().service().equals("s3"))
                .as("a function that calls nothing shows nothing")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.errorCode()).contains("AccessDenied"));
        BucketOwners.assertNamed(vault.account, calls);
        vault.aws().calls().clear();
    }

    @Test
    void noRunBegins() {
        assertThat(
                        failure(
                                "ListAccounts",
                                VaultUnderTest.eventFile("list-accounts/scheduled-daily.json")))
                .contains(mustBelong(reports));
    }

    @Test
    void noLogIsCompliant() {
        assertThat(failure("CheckLog", arrival()))
                .contains(mustBelong(vault.template.bucketName()));
    }

    @Test
    void noStoredLogIsCompliant() {
        assertThat(failure("CheckStoredLogs", batch()))
                .contains(mustBelong(vault.template.bucketName()));
    }

    @Test
    void noVaultIsInOrder() {
        JsonNode answer = answer("CheckVault", "{\"run\": %s}".formatted(RUN));

        assertThat(answer.path("findings").findValuesAsText("rule")).contains("VAULT-UNSEEN");
        assertThat(answer.toString()).contains(mustBelong(vault.template.bucketName()));
    }

    @Test
    void noSessionHasItsLog() {
        JsonNode answer =
                answer(
                        "SweepAccount",
                        """
                        {"run": %s, "account": {"id": "%s", "name": "payments", "state": "ACTIVE"}}\
                        """
                                .formatted(RUN, member));

        // What is held is asked first, and nothing else where that cannot be told.
        assertThat(answer.toString()).contains("UNKNOWN", mustBelong(reports));
    }

    @Test
    void noReportIsWritten() {
        ObjectNode state =
                (ObjectNode)
                        VaultUnderTest.json(VaultUnderTest.eventFile("write-report/daily.json"));
        ((ObjectNode) state.path("listed")).put("bucket", reports);

        assertThat(failure("WriteReport", state.toString())).contains(mustBelong(reports));
    }

    @Test
    void nobodyIsKnownToBeAMember() {
        ObjectNode event =
                (ObjectNode)
                        VaultUnderTest.json(
                                VaultUnderTest.eventFile("onboard-account/account-joined.json"));
        ((ObjectNode) event.path("detail")).remove("serviceEventDetails");

        assertThat(answer("OnboardAccount", event.toString()).toString()).contains("COMPARED");
    }

    private String mustBelong(String bucket) {
        return "s3://" + bucket + " must belong to account " + vault.account;
    }

    private String arrival() {
        return new EventFiles(VaultUnderTest.REPOSITORY).stored(log);
    }

    private String batch() {
        ObjectNode event =
                (ObjectNode)
                        VaultUnderTest.json(
                                VaultUnderTest.eventFile("check-stored-logs/all-logs.json"));
        ArrayNode items = event.putArray("Items");
        items.addObject().put("key", log.key());
        return event.toString();
    }

    private void answered(String function, String file) {
        answer(function, VaultUnderTest.eventFile(file));
    }

    private JsonNode answer(String function, String event) {
        InvocationResult result = vault.running.invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return VaultUnderTest.json(((InvocationResult.Answered) result).body());
    }

    private String failure(String function, String event) {
        InvocationResult result = vault.running.invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Failed.class);
        return ((InvocationResult.Failed) result).errorMessage();
    }

    /// What lies in both buckets: the time of each object by its key.
    private Map<String, String> content() {
        S3Client s3 =
                vault.platform
                        .endpoint()
                        .client(
                                S3Client.builder().forcePathStyle(true),
                                vault.administrator(stranger),
                                VaultUnderTest.HOME);
        Map<String, String> content = new TreeMap<>();
        for (String bucket : List.of(vault.template.bucketName(), reports)) {
            for (S3Object object :
                    s3.listObjectsV2Paginator(ask -> ask.bucket(bucket)).contents()) {
                content.put(bucket + "/" + object.key(), object.lastModified() + object.eTag());
            }
        }
        return content;
    }
}
