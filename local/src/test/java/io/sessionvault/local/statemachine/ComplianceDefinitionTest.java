package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.policies.NodeScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The definition that is deployed: by `asl-validator`, and by the rules of this project that no
/// validator knows.
class ComplianceDefinitionTest {
    private static final NodeScript VALIDATOR = NodeScript.start("asl.mjs");
    private static final ObjectNode DEFINITION = ComplianceDefinition.tree();

    /// Lambda ends a function after 900 seconds at the latest.
    private static final int LONGEST_FUNCTION = 900;

    private static final int BATCH_FUNCTION =
            (int)
                    Objects.requireNonNull(
                                    io.sessionvault.local.template.Template.read(
                                                    Path.of("../template.yaml"))
                                            .resolve(
                                                    Map.of("OrganizationId", "o-sv4exmpl01"),
                                                    ComplianceDefinition.VAULT_ACCOUNT,
                                                    "us-east-1")
                                            .functions()
                                            .get("CheckStoredLogs"))
                            .timeout()
                            .toSeconds();

    /// A state of the definition, children's states included.
    record Named(String name, JsonNode state) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void isValid() {
        assertThat(findings(DEFINITION)).isEmpty();
        assertThat(Definition.read(DEFINITION.toString()).states()).hasSize(5);
    }

    /// A validator that finds nothing may also be one that did not look.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                     | StartAt                    | \"Nowhere\"",
                "/States/ListAccounts  | Next                       | \"Nowhere\"",
                "/States/ListAccounts  | Typ                        | 1",
                "/States/ListAccounts  | OutputPath                 | \"$.[Payload\"",
                "/States/SweepAccounts | ToleratedFailurePercentage | 101",
                "/States/SweepAccounts/ItemProcessor/States/SweepAccount/Retry/0 | MaxAttempts | -1",
                "/States/JudgeStoredLogs/ItemBatcher | MaxInputBytesPerBatch | 262145",
            })
    void wouldNotBeValidWithAMistake(String where, String field, String value) {
        ObjectNode broken = DEFINITION.deepCopy();
        ((ObjectNode) (where.equals("/") ? broken : broken.at(where)))
                .set(field, Machine.json(value));
        assertThat(findings(broken)).isNotEmpty();
    }

    static Stream<Named> tasks() {
        return states(DEFINITION).filter(named -> type(named).equals("Task"));
    }

    static Stream<Named> maps() {
        return states(DEFINITION).filter(named -> type(named).equals("Map"));
    }

    @Test
    void hasFiveTasksAndTwoMaps() {
        assertThat(tasks().map(Named::name))
                .containsExactlyInAnyOrder(
                        "ListAccounts",
                        "SweepAccount",
                        "CheckStoredLogs",
                        "CheckVault",
                        "WriteReport");
        assertThat(maps().map(Named::name)).containsExactly("SweepAccounts", "JudgeStoredLogs");
    }

    @ParameterizedTest
    @MethodSource({"tasks", "maps"})
    void explainsItself(Named named) {
        assertThat(named.state().path("Comment").asText()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void waitsForAFunctionAndTriesAgain(Named task) {
        JsonNode state = task.state();
        assertThat(state.path("TimeoutSeconds").asInt())
                .isGreaterThan(
                        task.name().equals("CheckStoredLogs") ? BATCH_FUNCTION : LONGEST_FUNCTION);
        assertThat(state.at("/Parameters/FunctionName").asText())
                .isEqualTo(ComplianceDefinition.arn(task.name()));
        JsonNode retry = state.path("Retry");
        assertThat(retry)
                .extracting(retrier -> texts(retrier.path("ErrorEquals")))
                .containsExactly(
                        List.of("Lambda.TooManyRequestsException"),
                        List.of(
                                "Lambda.SnapStartNotReadyException",
                                "Lambda.SnapStartTimeoutException",
                                "Lambda.ResourceNotReadyException"),
                        List.of(
                                "Lambda.ServiceException",
                                "Lambda.AWSLambdaException",
                                "Lambda.SdkClientException",
                                "Lambda.ClientExecutionTimeoutException"),
                        List.of("States.TaskFailed", "States.Timeout"));
        assertThat(retry)
                .allSatisfy(retrier -> {
                    assertThat(retrier.path("JitterStrategy").asText()).isEqualTo("FULL");
                    assertThat(retrier.path("BackoffRate").asInt()).isEqualTo(2);
                    assertThat(retrier.path("MaxDelaySeconds").asInt()).isPositive();
                    assertThat(retrier.path("MaxAttempts").asInt()).isPositive();
                });
    }

    /// An EXPRESS child ends after five minutes, also one that waits for a slot.
    @ParameterizedTest
    @MethodSource("maps")
    void letsChildrenWait(Named map) {
        assertThat(map.state().at("/ItemProcessor/ProcessorConfig/ExecutionType").asText())
                .isEqualTo("STANDARD");
        assertThat(map.state().path("ItemProcessor").has("TimeoutSeconds")).isFalse();
    }

    /// Source: Step Functions developer guide, "Quotas related to state machine executions": 25,000
    /// events in a history; a refused call makes three. Full jitter halves a wait on the average.
    @ParameterizedTest
    @MethodSource("tasks")
    void waitsForASlotAsLongAsTheRunHasTime(Named task) {
        JsonNode retrier = task.state().path("Retry").path(0);
        int run = DEFINITION.path("TimeoutSeconds").asInt();
        int waits = run / (retrier.path("MaxDelaySeconds").asInt() / 2);
        assertThat(retrier.path("MaxAttempts").asInt()).isGreaterThan(10 * waits);
        assertThat(waits * 3).isLessThan(25_000 / 2);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void neverEndsTheRunForTheFailureOfAPart(Named map) {
        JsonNode state = map.state();
        assertThat(state.path("ToleratedFailurePercentage").asInt()).isEqualTo(100);
        assertThat(state.has("ToleratedFailureCount")).isFalse();
        assertThat(state.at("/Catch/0/ErrorEquals/0").asText()).isEqualTo("States.ALL");
        assertThat(state.at("/Catch/0/Next")).isEqualTo(state.path("Next"));
        assertThat(state.at("/Catch/0/ResultPath")).isEqualTo(state.path("ResultPath"));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void boundsWhatAMapDoesAndKeepsItsResults(Named map) {
        JsonNode state = map.state();
        assertThat(state.path("Label").asText()).matches("[A-Za-z]{1,40}");
        assertThat(state.path("MaxConcurrencyPath").asText()).isEqualTo("$.concurrency");
        assertThat(state.at("/ItemProcessor/ProcessorConfig/Mode").asText())
                .isEqualTo("DISTRIBUTED");
        assertThat(state.path("ItemReader").findValue("MaxItems"))
                .as("a limit would leave items out without a word")
                .isNull();
        assertThat(state.at("/ResultWriter/Parameters/Bucket").asText())
                .isEqualTo(ComplianceDefinition.REPORTS_BUCKET);
        assertThat(state.at("/ResultWriter/Parameters/Prefix.$").asText())
                .matches("States\\.Format\\('runs/\\{}/[a-z]+', \\$\\$\\.Execution\\.Name\\)");
    }

    /// Only a reader takes the parameter.
    @ParameterizedTest
    @MethodSource("maps")
    void readsFromBucketsOfTheVaultsAccountOnly(Named map) {
        assertThat(map.state().at("/ItemReader/Parameters/ExpectedBucketOwner").asText())
                .isEqualTo(ComplianceDefinition.VAULT_ACCOUNT);
        assertThat(map.state().at("/ResultWriter/Parameters").properties()).hasSize(2);
    }

    @Test
    void failsWhenThereIsNothingToReport() {
        assertThat(states(DEFINITION).filter(named -> !named.state().has("Catch")).map(Named::name))
                .containsExactlyInAnyOrder(
                        "ListAccounts", "SweepAccount", "CheckStoredLogs", "WriteReport");
        assertThat(DEFINITION.path("TimeoutSeconds").asInt()).isLessThan(24 * 3600);
    }

    private static Stream<Named> states(JsonNode machine) {
        return machine.path("States")
                .propertyStream()
                .flatMap(state ->
                        Stream.concat(
                                Stream.of(new Named(state.getKey(), state.getValue())),
                                states(state.getValue().path("ItemProcessor"))));
    }

    private static String type(Named named) {
        return named.state().path("Type").asText();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static List<String> findings(JsonNode definition) {
        List<String> findings = new ArrayList<>();
        VALIDATOR
                .ask(Map.of("definition", definition))
                .forEach(found -> findings.add(found.asText()));
        return findings;
    }
}
