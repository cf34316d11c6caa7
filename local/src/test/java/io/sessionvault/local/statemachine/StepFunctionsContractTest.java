package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.MotoServer;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The repository's definition on a Step Functions that this project did not write, moto's (it is
/// LocalStack's), and on the interpreter: both call the same functions with the same payloads, and
/// return the same.
class StepFunctionsContractTest {
    private static final RegionName HOME = new RegionName("us-east-1");

    /// moto's account, when nobody says another.
    private static final String ACCOUNT = "123456789012";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void runsOnMotoAsOnTheInterpreter() throws Exception {
        assumeThat(MotoServer.isOnThePath())
                .as(
                        "SKIPPED: moto_server is not on the PATH, so the definition was not run on another emulator")
                .isTrue();
        ToyFunctions onMoto = new ToyFunctions();
        try (MotoFront front = MotoFront.start(onMoto);
                MotoServer moto = MotoServer.start(front.port())) {
            front.before(moto.uri());
            front.configure();
            Endpoint endpoint = endpoint(moto);
            S3Client s3 =
                    endpoint.client(
                            S3Client.builder().forcePathStyle(true), endpoint.management(), HOME);
            prepare(s3);

            JsonNode foreign = run(endpoint);

            ToyFunctions here = new ToyFunctions();
            Execution own =
                    interpreter(s3, here).start("run-1", Machine.json("{\"logs\":\"ALL\"}"));
            assertThat(comparable(Machine.output(own))).isEqualTo(comparable(foreign));
            assertThat(comparable(here)).isEqualTo(comparable(onMoto));
            // With two more attempts for an account, and one more for the vault.
            assertThat(onMoto.calls()).hasSize(1 + (3 + 2) + 3 + (1 + 1) + 1);
            assertThat(foreign.at("/swept/ResultWriterDetails/Key").asText())
                    .matches("runs/run-1/accounts/.+/manifest\\.json");
        }
    }

    /// The definition, put so that moto can read it:
    /// - its grammar does not know ItemBatcher: each item is in a batch of its own, which the
    ///   ItemSelector makes;
    /// - it takes a percentage only if that has a decimal point;
    /// - its waits are real: they are short.
    private static String definition() {
        ObjectNode definition = ComplianceDefinition.tree();
        ObjectNode map = (ObjectNode) definition.at("/States/JudgeStoredLogs");
        ObjectNode batch = Machine.JSON.createObjectNode();
        batch.set("BatchInput", map.path("ItemBatcher").path("BatchInput"));
        batch.putArray("Items").add(map.path("ItemSelector"));
        map.remove("ItemBatcher");
        map.set("ItemSelector", batch);
        each(
                definition,
                "ToleratedFailurePercentage",
                state -> state.put("ToleratedFailurePercentage", 100.0));
        each(definition, "IntervalSeconds", retrier -> retrier.put("IntervalSeconds", 1));
        each(definition, "MaxDelaySeconds", retrier -> retrier.put("MaxDelaySeconds", 2));
        return definition.toString();
    }

    private static void each(ObjectNode tree, String field, Consumer<ObjectNode> change) {
        tree.findParents(field).forEach(parent -> change.accept((ObjectNode) parent));
    }

    private static JsonNode run(Endpoint endpoint) throws InterruptedException {
        try (SfnClient sfn = endpoint.client(SfnClient.builder(), endpoint.management(), HOME)) {
            String machine =
                    sfn.createStateMachine(ask ->
                                    ask.name("compliance")
                                            .definition(definition())
                                            .roleArn("arn:aws:iam::" + ACCOUNT + ":role/machine"))
                            .stateMachineArn();
            String execution =
                    sfn.startExecution(ask ->
                                    ask.stateMachineArn(machine)
                                            .name("run-1")
                                            .input("{\"logs\":\"ALL\"}"))
                            .executionArn();
            Instant deadline = Instant.now().plus(PATIENCE);
            DescribeExecutionResponse now =
                    sfn.describeExecution(ask -> ask.executionArn(execution));
            while (now.status() == ExecutionStatus.RUNNING && Instant.now().isBefore(deadline)) {
                Thread.sleep(200);
                now = sfn.describeExecution(ask -> ask.executionArn(execution));
            }
            assertThat(now.status())
                    .as(now.error() + ": " + now.cause())
                    .isEqualTo(ExecutionStatus.SUCCEEDED);
            return Machine.json(now.output());
        }
    }

    private static StateMachine interpreter(S3Client s3, ToyFunctions functions) {
        return new StateMachine(
                Arn.fromString("arn:aws:states:us-east-1:" + ACCOUNT + ":stateMachine:compliance"),
                Definition.read(definition()),
                new Surroundings(
                        s3,
                        functions,
                        wait -> {},
                        Instant::now,
                        RandomGenerator.getDefault(),
                        4,
                        Thread.ofVirtual().factory()));
    }

    private static void prepare(S3Client s3) {
        s3.createBucket(ask -> ask.bucket(ComplianceDefinition.VAULT_BUCKET));
        s3.createBucket(ask -> ask.bucket(ComplianceDefinition.REPORTS_BUCKET));
        for (String key : List.of("111122223333/a.log", "111122223333/b c.log", "x")) {
            s3.putObject(
                    ask -> ask.bucket(ComplianceDefinition.VAULT_BUCKET).key(key),
                    RequestBody.fromString("log"));
        }
        s3.putObject(
                ask ->
                        ask.bucket(ComplianceDefinition.REPORTS_BUCKET)
                                .key("runs/run-1/accounts.json"),
                RequestBody.fromString(ToyFunctions.ACCOUNTS));
    }

    private static Endpoint endpoint(MotoServer moto) {
        return new Endpoint(
                moto.uri(),
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "none"),
                account -> Optional.empty(),
                new Endpoint.Policies.Ignored());
    }

    /// Ids of map runs, and times, differ from run to run. moto gives the time of an object as
    /// text, Step Functions in seconds.
    private static JsonNode comparable(JsonNode json) {
        return Machine.json(
                json.toString()
                        .replaceAll("\"MapRunArn\":\"[^\"]+\"", "\"MapRunArn\":\"\"")
                        .replaceAll("[0-9a-f-]{36}/manifest", "manifest")
                        .replaceAll("\"startTime\":\"[^\"]+\"", "\"startTime\":\"\"")
                        .replaceAll("\"lastModified\":(\"[^\"]+\"|\\d+)", "\"lastModified\":0"));
    }

    private static Map<String, List<String>> comparable(ToyFunctions functions) {
        Map<String, List<String>> calls = new TreeMap<>();
        functions
                .calls()
                .forEach(call ->
                        calls.computeIfAbsent(call.function(), none -> new ArrayList<>())
                                .add(comparable(call.payload()).toString()));
        calls.values().forEach(payloads -> payloads.sort(null));
        return calls;
    }

    /// Functions that do as the real ones do, as far as a state machine sees it.
    private static final class ToyFunctions implements Functions {
        static final String ACCOUNTS =
                """
                [{"id": "111122223333", "name": "a"}, {"id": "222233334444", "name": "b"}, {"id": "333344445555", "name": "ü"}]
                """;

        private final List<Machine.Call> calls = new ArrayList<>();
        private int refusals;

        @Override
        public InvocationResult invoke(String functionArn, String payload) {
            String function = functionArn.split(":", -1)[6];
            JsonNode event = Machine.json(payload);
            synchronized (this) {
                calls.add(new Machine.Call(function, event));
            }
            return switch (function) {
                case "ListAccounts" -> listed(event);
                case "SweepAccount" -> swept(event);
                case "CheckStoredLogs" -> answer("{\"count\": " + event.path("Items").size() + "}");
                case "CheckVault" -> checked();
                case "WriteReport" -> new InvocationResult.Answered(payload);
                default -> throw new IllegalArgumentException(function);
            };
        }

        synchronized List<Machine.Call> calls() {
            return List.copyOf(calls);
        }

        private static InvocationResult listed(JsonNode event) {
            ObjectNode output = Machine.JSON.createObjectNode();
            output.putObject("run")
                    .put("id", event.at("/execution/name").asText())
                    .set("logs", event.at("/request/logs"));
            output.put("concurrency", 2);
            output.putObject("listed")
                    .put("bucket", ComplianceDefinition.REPORTS_BUCKET)
                    .put("key", "runs/run-1/accounts.json")
                    .put("count", 3);
            return answer(output.toString());
        }

        /// One account fails for good: three attempts.
        private static InvocationResult swept(JsonNode event) {
            return event.at("/account/id").asText().startsWith("2222")
                    ? new InvocationResult.Failed(
                            "java.lang.IllegalStateException",
                            "no",
                            "{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"no\"}")
                    : answer("{\"coverage\": \"COVERED\"}");
        }

        /// Lambda refuses once, the function fails for good.
        private synchronized InvocationResult checked() {
            if (refusals++ == 0) {
                throw new StateError("Lambda.TooManyRequestsException", "Rate exceeded");
            }
            return answer("{\"findings\": []}");
        }

        private static InvocationResult answer(String json) {
            return new InvocationResult.Answered(json);
        }
    }
}
