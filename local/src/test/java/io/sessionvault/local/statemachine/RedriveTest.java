package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.statemachine.Interruption.Before;
import io.sessionvault.local.statemachine.Interruption.BeforeResult;
import io.sessionvault.local.statemachine.Interruption.Within;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A redrive goes on where an execution ended, and does again only what has not succeeded.
class RedriveTest {
    private static final String DEFINITION =
            """
            {"StartAt": "First", "States": {
              "First": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Each",
                "Parameters": {"FunctionName": "first", "Payload": {"at.$": "$$.Execution.StartTime"}},
                "OutputPath": "$.Payload"},
              "Each": {"Type": "Map", "Label": "Items",
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                  "Parameters": {"Bucket": "items", "Key": "list.json"}},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "KIND"},
                  "StartAt": "Inner", "States": {
                    "Inner": {"Type": "Task", "Next": "Innermost",
                      "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
                      "Parameters": {"FunctionName": "inner", "Payload.$": "$"}},
                    "Innermost": {"Type": "Task", "End": true,
                      "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
                      "Parameters": {"FunctionName": "innermost", "Payload.$": "$"}}}},
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                  "Parameters": {"Bucket": "results", "Prefix": "results"}},
                "ResultPath": "$.done", "Next": "Last"},
              "Last": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                "Parameters": {"FunctionName": "last", "Payload.$": "$"}, "OutputPath": "$.Payload"}}}
            """;

    private final Machine machine = new Machine();

    @BeforeEach
    void start() {
        machine.bucket("items")
                .bucket("results")
                .object("items", "list.json", "[0, 1, 2]")
                .echoing("first")
                .echoing("inner")
                .echoing("innermost")
                .echoing("last");
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    static Stream<Interruption> interruptions() {
        return Stream.of(
                new Before("First"),
                new BeforeResult("First"),
                new Before("Each"),
                new Within("Each", 0),
                new Within("Each", 1),
                new Within("Each", 2),
                new Within("Each", 3),
                new BeforeResult("Each"),
                new Before("Inner"),
                new BeforeResult("Inner"),
                new Before("Innermost"),
                new BeforeResult("Innermost"),
                new Before("Last"),
                new BeforeResult("Last"));
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void givesTheSameResultAfterAnInterruption(Interruption interruption) {
        StateMachine running = machine.running(definition("STANDARD"));
        Execution whole = running.start("run-1", Machine.json("{}"));
        JsonNode expected = Machine.output(whole);

        Execution broken = running.start("run-1", Machine.json("{}"), interruption);
        assertThat(broken.outcome()).isInstanceOf(Outcome.Aborted.class);
        machine.clock().move(Duration.ofHours(1));
        running.redrive(broken);

        assertThat(broken.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(broken.completed()).containsExactly("First", "Each", "Last");
        assertThat(broken.redrives()).isEqualTo(1);
        JsonNode output = Machine.output(broken);
        assertThat(output.path("done")).isEqualTo(expected.path("done"));
        assertThat(output.path("at").asText()).isEqualTo(Runner.time(broken.startTime()));
        assertThat(results(output)).isEqualTo(List.of("0", "1", "2"));
    }

    @Test
    void runsOnlyTheChildrenThatHaveNotSucceeded() {
        StateMachine running = machine.running(definition("STANDARD"));
        Execution broken = running.start("run-1", Machine.json("{}"), new Within("Each", 2));
        assertThat(machine.payloads("innermost")).hasSize(2);
        running.redrive(broken);
        assertThat(machine.payloads("innermost").stream().map(JsonNode::asInt))
                .containsExactly(0, 1, 2);
        assertThat(machine.payloads("first")).hasSize(1);
    }

    @Test
    void resumesAStandardChildAndBeginsAnExpressOneAgain() {
        StateMachine standard = machine.running(definition("STANDARD"));
        Execution broken = standard.start("run-1", Machine.json("{}"), new Before("Innermost"));
        standard.redrive(broken);
        assertThat(machine.payloads("inner").stream().map(JsonNode::asInt))
                .containsExactly(0, 1, 2);

        StateMachine express = machine.running(definition("EXPRESS"));
        broken = express.start("run-2", Machine.json("{}"), new Before("Innermost"));
        express.redrive(broken);
        assertThat(machine.payloads("inner").stream().skip(3).map(JsonNode::asInt))
                .containsExactly(0, 0, 1, 2);
    }

    @Test
    void doesNotCountWhatAChildDidWhenTheRunWasStopped() throws InterruptedException {
        machine.parallel(3);
        CountDownLatch twoAtWork = new CountDownLatch(2);
        CountDownLatch stoppedMeanwhile = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        machine.with(
                "innermost",
                payload -> {
                    if (payload.asInt() == 0 || !first.get()) {
                        await(twoAtWork);
                    } else {
                        twoAtWork.countDown();
                        await(stoppedMeanwhile);
                    }
                    return new InvocationResult.Answered(payload.toString());
                });
        StateMachine running = machine.running(definition("STANDARD"));
        Thread release =
                Thread.startVirtualThread(() -> {
                    await(twoAtWork);
                    machine.clock().move(Duration.ofSeconds(1));
                    stoppedMeanwhile.countDown();
                });
        Execution broken = running.start("run-1", Machine.json("{}"), new Within("Each", 1));
        release.join();
        assertThat(broken.outcome()).isEqualTo(new Outcome.Aborted("Each"));
        first.set(false);
        running.redrive(broken);
        assertThat(results(Machine.output(broken))).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void resumesInTheStateThatFailed() {
        AtomicBoolean broken = new AtomicBoolean(true);
        machine.with(
                "last",
                payload ->
                        broken.getAndSet(false)
                                ? new InvocationResult.Failed("a.B", "no", "{}")
                                : new InvocationResult.Answered("\"fine\""));
        StateMachine running = machine.running(definition("STANDARD"));
        Execution execution = running.start("run-1", Machine.json("{}"));
        assertThat(execution.outcome()).isEqualTo(new Outcome.Failed("Last", "a.B", "{}"));
        running.redrive(execution);
        assertThat(Machine.output(execution).asText()).isEqualTo("fine");
        assertThat(machine.payloads("inner")).hasSize(3);
        List<JsonNode> asked = machine.payloads("last");
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).isEqualTo(asked.getFirst());
    }

    @Test
    void runsTheFailedChildrenOfAMapThatFailed() {
        AtomicBoolean broken = new AtomicBoolean(true);
        machine.with(
                "inner",
                payload ->
                        payload.asInt() == 1 && broken.getAndSet(false)
                                ? new InvocationResult.Failed("a.B", "no", "{}")
                                : new InvocationResult.Answered(payload.toString()));
        StateMachine running = machine.running(definition("STANDARD"));
        Execution execution = running.start("run-1", Machine.json("{}"));
        assertThat(execution.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.error())
                                        .isEqualTo("States.ExceedToleratedFailureThreshold"));
        running.redrive(execution);
        assertThat(machine.payloads("inner").stream().map(JsonNode::asInt))
                .containsExactly(0, 1, 1, 2);
        assertThat(results(Machine.output(execution))).containsExactly("0", "1", "2");
    }

    @Test
    void readsTheItemsAgainWhenTheyCouldNotBeRead() {
        machine.s3().deleteObject(ask -> ask.bucket("items").key("list.json"));
        StateMachine running = machine.running(definition("STANDARD"));
        Execution execution = running.start("run-1", Machine.json("{}"));
        assertThat(execution.outcome()).isInstanceOf(Outcome.Failed.class);
        machine.object("items", "list.json", "[7]");
        running.redrive(execution);
        assertThat(results(Machine.output(execution))).containsExactly("7");
    }

    @Test
    void mayBeRepeated() {
        StateMachine running = machine.running(definition("STANDARD"));
        Execution execution = running.start("run-1", Machine.json("{}"), new Within("Each", 1));
        running.redrive(execution, new Within("Each", 2));
        running.redrive(execution, new Before("Last"));
        running.redrive(execution);
        assertThat(execution.redrives()).isEqualTo(3);
        assertThat(results(Machine.output(execution))).containsExactly("0", "1", "2");
        assertThat(machine.payloads("innermost")).hasSize(3);
    }

    @Test
    void isForExecutionsThatHaveNotSucceeded() {
        StateMachine running = machine.running(definition("STANDARD"));
        Execution execution = running.start("run-1", Machine.json("{}"));
        assertThatThrownBy(() -> running.redrive(execution))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run-1");
    }

    private List<String> results(JsonNode output) {
        JsonNode manifest =
                machine.stored("results", output.at("/done/ResultWriterDetails/Key").asText());
        JsonNode good =
                machine.stored("results", manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText());
        return good.findValuesAsText("Output");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String definition(String kind) {
        return DEFINITION.replace("KIND", kind);
    }
}
