package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.statemachine.EmptyMap;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.local.template.PhysicalIds;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A new vault, to which nobody has written: with the Lambda quota of a new account, whichever way
/// Step Functions treats a bucket without any object.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstRunTest {
    private static final int NEW_ACCOUNT = 10;

    private final VaultUnderTest vault = new VaultUnderTest();

    @AfterAll
    void stop() {
        vault.close();
    }

    @ParameterizedTest
    @EnumSource(EmptyMap.class)
    void findsNothingWrongWithAnEmptyVault(EmptyMap emptyMap) {
        vault.reconcile();
        try (ComplianceRun runs =
                vault.compliance(
                        new ComplianceRun.Pace(
                                vault.platform.clock(),
                                _ -> {},
                                2,
                                new ComplianceRun.Conduct(NEW_ACCOUNT, emptyMap)))) {
            Execution run =
                    runs.machine()
                            .start("first-" + emptyMap, VaultUnderTest.json("{\"logs\": \"ALL\"}"));

            assertThat(run.outcome()).isInstanceOf(Outcome.Succeeded.class);
            JsonNode report = report(run);
            assertThat(report.path("findings").findValuesAsText("rule"))
                    .doesNotContain("CHECK-FAILED");
            assertThat(report.at("/summary/unknown").asInt()).isZero();
        }
    }

    private JsonNode report(Execution run) {
        return VaultUnderTest.json(
                vault.stack
                        .s3()
                        .getObjectAsBytes(ask ->
                                ask.bucket(
                                                vault.template.physicalId(
                                                        "ReportsBucket", PhysicalIds.REF))
                                        .key("runs/" + run.name() + "/report.json"))
                        .asString(StandardCharsets.UTF_8));
    }
}
