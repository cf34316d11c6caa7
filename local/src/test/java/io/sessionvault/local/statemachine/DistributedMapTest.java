package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.lambda.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Maps: where items come from, how they are put together, and where results go.
class DistributedMapTest {
    static final String MAP =
            """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "Label": "Items", "MaxConcurrency": 2,
              "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                "Parameters": {"Bucket": "items", "Key.$": "$.key"}},
              "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"run.$": "$.run"}},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Inner", "States": {"Inner": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
                  "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}},
              "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "results", "Prefix.$": "States.Format('runs/{}/items', $.run)"}},
              "ResultPath": "$.done", "End": true}}}
            """;

    private static final String INPUT = "{\"key\": \"list.json\", \"run\": \"r1\"}";

    private final Machine machine = new Machine();

    @BeforeEach
    void start() {
        machine.bucket("items").bucket("results").echoing("f");
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void givesEachItemOfAListToAChild() {
        list(3);
        String selecting =
                edited(
                        "/States/Each",
                        "ItemSelector",
                        """
                        {"run.$": "$.run", "index.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value"}
                        """);
        JsonNode output = machine.output(without(selecting, "ItemBatcher"), INPUT);
        assertThat(machine.payloads("f"))
                .containsExactly(
                        Machine.json("{\"run\": \"r1\", \"index\": 0, \"value\": {\"n\": 0}}"),
                        Machine.json("{\"run\": \"r1\", \"index\": 1, \"value\": {\"n\": 1}}"),
                        Machine.json("{\"run\": \"r1\", \"index\": 2, \"value\": {\"n\": 2}}"));
        assertThat(output.path("run").asText()).isEqualTo("r1");
        assertThat(output.at("/done/ResultWriterDetails/Bucket").asText()).isEqualTo("results");
    }

    @Test
    void givesEachItemAsItIsIfNothingElseIsSaid() {
        list(1);
        machine.output(without(MAP, "ItemBatcher"), INPUT);
        assertThat(machine.payloads("f")).containsExactly(Machine.json("{\"n\": 0}"));
    }

    @Test
    void readsTheListingOfABucketPageByPage() {
        IntStream.range(0, 1001).forEach(n -> machine.object("items", "k" + n, "x"));
        machine.output(
                listing().replace("\"MaxItemsPerBatch\":2", "\"MaxItemsPerBatch\":1000"),
                "{\"run\": \"r1\"}");
        List<JsonNode> batches = machine.payloads("f");
        assertThat(batches).hasSize(2);
        assertThat(batches.getFirst().path("Items")).hasSize(1000);
        JsonNode item = batches.getFirst().path("Items").path(0);
        assertThat(item.fieldNames())
                .toIterable()
                .containsExactly("Etag", "Key", "LastModified", "Size", "StorageClass");
        assertThat(item.path("Key").asText()).isEqualTo("k0");
        assertThat(item.path("Etag").asText()).matches("\"[0-9a-f]{32}\"");
        assertThat(item.path("LastModified").longValue())
                .isCloseTo(
                        machine.clock().instant().getEpochSecond(),
                        org.assertj.core.data.Offset.offset(60L));
        assertThat(item.path("Size").longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 1", "2, 2", "3, 2 1", "4, 2 2", "5, 2 2 1"})
    void putsItemsTogether(int items, String sizes) {
        list(items);
        machine.output(MAP, INPUT);
        assertThat(machine.payloads("f").stream().map(batch -> batch.path("Items").size() + ""))
                .containsExactlyElementsOf(
                        sizes.isEmpty() ? List.of() : List.of(sizes.split(" ", -1)));
        assertThat(machine.payloads("f"))
                .allSatisfy(batch ->
                        assertThat(batch.path("BatchInput"))
                                .isEqualTo(Machine.json("{\"run\": \"r1\"}")));
    }

    /// `{"BatchInput":{"run":"r1"},"Items":[]}` has 38 bytes, an item 7, a comma 1.
    @ParameterizedTest
    @CsvSource({"45, 1 1 1", "52, 1 1 1", "53, 2 1", "60, 2 1", "61, 3", "100, 3"})
    void keepsBatchesBelowASize(int bytes, String sizes) {
        list(3);
        machine.output(
                edited("/States/Each/ItemBatcher", "MaxInputBytesPerBatch", "" + bytes)
                        .replace("\"MaxItemsPerBatch\":2", "\"MaxItemsPerBatch\":9"),
                INPUT);
        assertThat(machine.payloads("f").stream().map(batch -> batch.path("Items").size() + ""))
                .containsExactly(sizes.split(" ", -1));
        assertThat(machine.payloads("f"))
                .allSatisfy(batch -> assertThat(Batching.size(batch)).isLessThanOrEqualTo(bytes));
    }

    @Test
    void failsWhenAnItemIsTooLarge() {
        list(1);
        assertThat(
                        failure(edited("/States/Each/ItemBatcher", "MaxInputBytesPerBatch", "44"))
                                .error())
                .isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void worksWithAnEmptyListAndAnEmptyBucket() {
        list(0);
        JsonNode manifest = manifest(machine.output(MAP, INPUT));
        assertThat(manifest.path("ResultFiles"))
                .isEqualTo(Machine.json("{\"FAILED\": [], \"PENDING\": [], \"SUCCEEDED\": []}"));
        machine.bucket("empty");
        machine.output(listing().replace("\"items\"", "\"empty\""), INPUT);
        assertThat(machine.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'{}'", "'{'", "''"})
    void failsWhenTheListIsNone(String content) {
        machine.object("items", "list.json", content);
        assertThat(failure(MAP).error()).isEqualTo("States.ItemReaderFailed");
    }

    @Test
    void failsWhenTheListIsNotThere() {
        assertThat(failure(MAP).error()).isEqualTo("States.ItemReaderFailed");
    }

    @ParameterizedTest
    @CsvSource({"111122223333, ", "999999999999, States.ItemReaderFailed"})
    void readsOnlyFromABucketOfTheExpectedOwner(String owner, @Nullable String error) {
        list(1);
        String expected = "\"Parameters\":{\"ExpectedBucketOwner\":\"" + owner + "\",";
        for (String definition : List.of(without(MAP, "ItemBatcher"), listing())) {
            Outcome outcome =
                    machine.run(definition.replaceFirst("\"Parameters\":\\{", expected), INPUT)
                            .outcome();
            assertThat(outcome instanceof Outcome.Failed failed ? failed.error() : null)
                    .isEqualTo(error);
        }
    }

    @Test
    void failsWhenTheResultsCannotBeWritten() {
        list(1);
        assertThat(failure(MAP.replace("\"results\"", "\"nowhere\"")).error())
                .isEqualTo("States.ResultWriterFailed");
    }

    @Test
    void writesWhatBecameOfTheChildren() {
        list(3);
        machine.with("f", DistributedMapTest::failOnOne);
        JsonNode output = machine.output(tolerating(100), INPUT);
        JsonNode manifest = manifest(output);
        String mapRun = output.at("/done/MapRunArn").asText();
        assertThat(mapRun)
                .matches("arn:aws:states:us-east-1:111122223333:mapRun:toy/Items:[0-9a-f-]{36}");
        assertThat(output.at("/done/ResultWriterDetails/Key").asText())
                .matches("runs/r1/items/[0-9a-f-]{36}/manifest.json");
        assertThat(manifest.path("DestinationBucket").asText()).isEqualTo("results");
        assertThat(manifest.path("MapRunArn").asText()).isEqualTo(mapRun);
        assertThat(manifest.at("/ResultFiles/PENDING")).isEmpty();

        JsonNode good = file(manifest, "SUCCEEDED");
        assertThat(good).hasSize(2);
        assertThat(good.path(0).path("Status").asText()).isEqualTo("SUCCEEDED");
        assertThat(Machine.json(good.path(1).path("Input").asText()).path("n").asInt())
                .isEqualTo(2);
        assertThat(Machine.json(good.path(1).path("Output").asText()))
                .isEqualTo(Machine.json("{\"n\": 2}"));
        assertThat(good.path(0).path("ExecutionArn").asText())
                .isEqualTo(
                        "arn:aws:states:us-east-1:111122223333:execution:toy/Items:"
                                + good.path(0).path("Name").asText());
        assertThat(good.path(0).path("StateMachineArn").asText())
                .isEqualTo("arn:aws:states:us-east-1:111122223333:stateMachine:toy/Items");

        JsonNode bad = file(manifest, "FAILED");
        assertThat(bad).hasSize(1);
        assertThat(bad.path(0).path("Status").asText()).isEqualTo("FAILED");
        assertThat(bad.path(0).path("Error").asText()).isEqualTo("a.B");
        assertThat(bad.path(0).path("Cause").asText()).isEqualTo("{}");
        assertThat(bad.path(0).has("Output")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "33, true", "34, false", "100, false"})
    void toleratesAsManyFailuresAsItMay(int percentage, boolean fails) {
        list(3);
        machine.with("f", DistributedMapTest::failOnOne);
        Outcome outcome = machine.run(tolerating(percentage), INPUT).outcome();
        if (fails) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed ->
                                    assertThat(failed.error())
                                            .isEqualTo("States.ExceedToleratedFailureThreshold"));
            JsonNode manifest = onlyManifest();
            assertThat(file(manifest, "SUCCEEDED")).hasSize(1);
            assertThat(file(manifest, "FAILED")).hasSize(1);
            assertThat(file(manifest, "PENDING")).hasSize(1);
            assertThat(file(manifest, "PENDING").path(0).path("Status").asText())
                    .isEqualTo("PENDING");
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
            assertThat(machine.calls()).hasSize(3);
        }
    }

    @Test
    void endsAnExpressChildAfterFiveMinutes() {
        list(1);
        machine.with(
                "f",
                any -> {
                    machine.clock().move(Duration.ofSeconds(301));
                    return new InvocationResult.Answered("1");
                });
        String express = tolerating(100).replace("STANDARD", "EXPRESS");
        JsonNode bad = file(manifest(machine.output(express, INPUT)), "FAILED");
        assertThat(bad.path(0).path("Status").asText()).isEqualTo("TIMED_OUT");
        assertThat(bad.path(0).path("ExecutionArn").asText()).contains(":express:toy/Items:");
        machine.output(tolerating(100), INPUT);
    }

    /// The barrier opens only when so many calls are in it at the same moment, and the count tells
    /// whether there were ever more.
    @ParameterizedTest
    @CsvSource({"2, 9, 2", "9, 3, 3", "0, 4, 4"})
    void runsSoManyChildrenAtATime(int allowed, int machineBears, int expected) {
        list(expected * 3);
        machine.parallel(machineBears);
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(expected);
        machine.with(
                "f",
                any -> {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    try {
                        barrier.await(20, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        throw new IllegalStateException(alone);
                    }
                    atWork.decrementAndGet();
                    return new InvocationResult.Answered("1");
                });
        machine.output(
                without(edited("/States/Each", "MaxConcurrency", "" + allowed), "ItemBatcher"),
                INPUT);
        assertThat(most).hasValue(expected);
    }

    private void list(int items) {
        List<String> list =
                new ArrayList<>(
                        IntStream.range(0, items).mapToObj(n -> "{\"n\":" + n + "}").toList());
        machine.object("items", "list.json", list.toString());
    }

    private static InvocationResult failOnOne(JsonNode payload) {
        return payload.path("n").asInt() == 1
                ? new InvocationResult.Failed("a.B", "no", "{}")
                : new InvocationResult.Answered(payload.toString());
    }

    private Outcome.Failed failure(String definition) {
        Outcome outcome = machine.run(definition, INPUT).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    private JsonNode manifest(JsonNode output) {
        return machine.stored("results", output.at("/done/ResultWriterDetails/Key").asText());
    }

    private JsonNode onlyManifest() {
        String key =
                machine.s3().listObjectsV2(ask -> ask.bucket("results")).contents().stream()
                        .map(object -> object.key())
                        .filter(name -> name.endsWith("/manifest.json"))
                        .findFirst()
                        .orElseThrow();
        return machine.stored("results", key);
    }

    private JsonNode file(JsonNode manifest, String status) {
        List<JsonNode> files =
                StreamSupport.stream(manifest.path("ResultFiles").path(status).spliterator(), false)
                        .toList();
        assertThat(files).hasSize(1);
        JsonNode content = machine.stored("results", files.getFirst().path("Key").asText());
        assertThat(files.getFirst().path("Size").asInt()).isEqualTo(Batching.size(content));
        return content;
    }

    private static String tolerating(int percentage) {
        return without(
                edited("/States/Each", "ToleratedFailurePercentage", "" + percentage),
                "ItemBatcher");
    }

    private static String listing() {
        return edited(
                "/States/Each",
                "ItemReader",
                """
                {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "items"}}
                """);
    }

    private static String edited(String where, String field, String value) {
        JsonNode definition = Machine.json(MAP);
        ((ObjectNode) definition.at(where)).set(field, Machine.json(value));
        return definition.toString();
    }

    private static String without(String definition, String field) {
        JsonNode shorter = Machine.json(definition);
        ((ObjectNode) shorter.at("/States/Each")).remove(field);
        return shorter.toString();
    }
}
