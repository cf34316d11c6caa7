package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Interruption;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.local.template.PhysicalIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The definition that is deployed, run with the packaged functions on a small organization.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComplianceRunTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "run-1";
    private static final String REPORT = "runs/" + NAME + "/report.json";

    private final VaultUnderTest vault = new VaultUnderTest();
    private final String reports = vault.template.physicalId("ReportsBucket", PhysicalIds.REF);

    /// Every run starts at the same time, so that reports can be compared.
    private final Instant start = vault.platform.clock().instant();

    private final ComplianceRun run = vault.compliance(() -> start);

    private String expected = "";

    @BeforeAll
    void runOnce() {
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        vault.request(member, "apply");
        vault.memberWithAgents("marketing");
        vault.agentThatLogs(member)
                .upload(member + "/us-east-1/ana.ruiz@example.com-0f3a9c2b7d1e48a65.log", "uptime");
        Execution execution = run.machine().start(NAME, input());
        assertThat(execution.outcome()).isInstanceOf(Outcome.Succeeded.class);
        expected = report();
    }

    @AfterAll
    void stop() {
        run.close();
        vault.close();
    }

    @Test
    void reportsEveryAccountAndEveryLog() throws Exception {
        JsonNode report = JSON.readTree(expected);
        assertThat(report.path("accounts").findValuesAsText("name"))
                .contains("payments", "marketing", "session-vault")
                .hasSize(4);
        assertThat(report.at("/summary/logs"))
                .isEqualTo(
                        VaultUnderTest.json(
                                """
                                {"compliant": 1, "nonCompliant": 0, "notApplicable": 0, "undetermined": 0, "unchanged": 0}
                                """));
        assertThat(report.at("/summary/covered").asBoolean())
                .as("nobody has set marketing up")
                .isFalse();
    }

    static Stream<Interruption> interruptions() {
        return Stream.of(
                new Interruption.Before("ListAccounts"),
                new Interruption.BeforeResult("ListAccounts"),
                new Interruption.Before("SweepAccounts"),
                new Interruption.Within("SweepAccounts", 1),
                new Interruption.BeforeResult("SweepAccount"),
                new Interruption.BeforeResult("SweepAccounts"),
                new Interruption.Within("JudgeStoredLogs", 0),
                new Interruption.BeforeResult("CheckStoredLogs"),
                new Interruption.BeforeResult("JudgeStoredLogs"),
                new Interruption.Before("CheckVault"),
                new Interruption.BeforeResult("CheckVault"),
                new Interruption.Before("WriteReport"),
                new Interruption.BeforeResult("WriteReport"));
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void givesTheSameReportAfterAnInterruption(Interruption interruption) {
        vault.stack.s3().listObjectsV2Paginator(ask -> ask.bucket(reports)).contents().stream()
                .map(S3Object::key)
                .toList()
                .forEach(key -> vault.stack.s3().deleteObject(ask -> ask.bucket(reports).key(key)));
        Execution execution = run.machine().start(NAME, input(), interruption);
        assertThat(execution.outcome()).isInstanceOf(Outcome.Aborted.class);
        run.machine().redrive(execution);
        assertThat(execution.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report()).isEqualTo(expected);
    }

    private static JsonNode input() {
        return JSON.createObjectNode().put("logs", "ALL");
    }

    private String report() {
        return vault.stack
                .s3()
                .getObjectAsBytes(ask -> ask.bucket(reports).key(REPORT))
                .asString(StandardCharsets.UTF_8);
    }
}
