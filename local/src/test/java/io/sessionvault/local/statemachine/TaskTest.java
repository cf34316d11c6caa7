package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.lambda.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks: how data come in and leave, and what becomes of errors.
class TaskTest {
    private final Machine machine = new Machine();

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void givesTheFunctionWhatTheParametersSay() {
        machine.echoing("f");
        var output =
                machine.output(
                        task(
                                """
                                "Parameters": {"FunctionName.$": "$.name", "Payload": {
                                  "fixed": 1, "looked.$": "$.a.b", "all.$": "$", "list": [{"x.$": "$.a.b"}, 2],
                                  "text.$": "States.Format('{}/{}!', $.a.b, $.name)",
                                  "who.$": "$$.Execution.Name", "input.$": "$$.Execution.Input.name"}},
                                "OutputPath": "$.Payload"
                                """),
                        """
                        {"name": "f", "a": {"b": "c"}}
                        """);
        assertThat(output)
                .isEqualTo(
                        Machine.json(
                                """
                                {"fixed": 1, "looked": "c", "all": {"name": "f", "a": {"b": "c"}},
                                 "list": [{"x": "c"}, 2], "text": "c/f!", "who": "run-1", "input": "f"}
                                """));
    }

    @Test
    void tellsWhenTheExecutionStarted() {
        machine.echoing("f");
        var execution =
                machine.run(
                        task(
                                """
                                "Parameters": {"FunctionName": "f", "Payload": {"at.$": "$$.Execution.StartTime"}},
                                "OutputPath": "$.Payload.at"
                                """),
                        "{}");
        assertThat(Instant.parse(Machine.output(execution).textValue()))
                .isEqualTo(Instant.ofEpochMilli(execution.startTime().toEpochMilli()));
        assertThat(Machine.output(execution).textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void combinesResultAndInput() {
        machine.answering("f", "{\"n\": 7}");
        assertThat(
                        machine.output(
                                task(
                                        """
                                        "InputPath": "$.in",
                                        "Parameters": {"FunctionName": "f", "Payload.$": "$"},
                                        "ResultSelector": {"got.$": "$.Payload.n", "status.$": "$.StatusCode"},
                                        "ResultPath": "$.out.here"
                                        """),
                                "{\"in\": {\"x\": 1}, \"out\": \"old\"}"))
                .isEqualTo(
                        Machine.json(
                                "{\"in\": {\"x\": 1}, \"out\": {\"here\": {\"got\": 7, \"status\": 200}}}"));
        assertThat(machine.payloads("f")).containsExactly(Machine.json("{\"x\": 1}"));
    }

    @Test
    void replacesTheInputByTheWholeResultIfNothingElseIsSaid() {
        machine.answering("f", "[1]");
        assertThat(machine.output(task(CALL), "{}").path("Payload")).isEqualTo(Machine.json("[1]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Parameters\": {\"FunctionName\": \"f\", \"Payload.$\": \"$.none\"} | States.ParameterPathFailure",
                "\"InputPath\": \"$.none\", \"Parameters\": {\"FunctionName\": \"f\", \"Payload\": 1} | States.Runtime",
                "\"OutputPath\": \"$.none\", \"Parameters\": {\"FunctionName\": \"f\", \"Payload\": 1} | States.Runtime",
                "\"Parameters\": {\"FunctionName\": \"g\", \"Payload\": 1} | Lambda.ResourceNotFoundException",
                "\"Parameters\": {\"FunctionName\": \"f\", \"Payload\": {\"t.$\": \"States.Format('{}', $)\"}} | States.IntrinsicFailure",
            })
    void failsWhenSomethingIsNotThere(String fields, String error) {
        machine.echoing("f");
        assertThat(failure(machine.run(task(fields), "{}")).error()).isEqualTo(error);
    }

    @Test
    void namesAnErrorAsLambdaDoes() {
        machine.with(
                "f", any -> new InvocationResult.Failed("a.B", "no", "{\"errorMessage\":\"no\"}"));
        assertThat(failure(machine.run(task(CALL), "{}")))
                .isEqualTo(new Outcome.Failed("Only", "a.B", "{\"errorMessage\":\"no\"}"));
        machine.with("f", any -> new InvocationResult.TimedOut(Duration.ofSeconds(3)));
        assertThat(failure(machine.run(task(CALL), "{}")).error()).isEqualTo("Sandbox.Timedout");
        machine.with("f", any -> new InvocationResult.Crashed(137, List.of()));
        assertThat(failure(machine.run(task(CALL), "{}")).error()).isEqualTo("Runtime.ExitError");
    }

    @Test
    void triesAgainAsTheMatchingRetrierSays() {
        refuse("Lambda.TooManyRequestsException", 3);
        assertThat(machine.output(task(CALL + RETRY), "{}").path("Payload").asText())
                .isEqualTo("done");
        // Half of 2, 6 and, instead of 18, 10 seconds: full jitter with a chance of one half.
        assertThat(machine.pauses())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void countsAttemptsByRetrier() {
        refuse("a.B", 1);
        assertThat(machine.output(task(CALL + RETRY), "{}").path("Payload").asText())
                .isEqualTo("done");
        assertThat(machine.pauses()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void failsAfterTheLastAttempt() {
        refuse("a.B", 3);
        assertThat(failure(machine.run(task(CALL + RETRY), "{}")).error()).isEqualTo("a.B");
        assertThat(machine.calls()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "States.ALL,         a.B,                       true",
        "States.ALL,         States.Timeout,            true",
        "States.ALL,         States.DataLimitExceeded,  false",
        "States.ALL,         States.Runtime,            false",
        "States.TaskFailed,  a.B,                       true",
        "States.TaskFailed,  States.Timeout,            false",
        "States.TaskFailed,  States.Runtime,            false",
        "a.B,                a.B,                       true",
        "a.B,                a.C,                       false",
        "States.DataLimitExceeded, States.DataLimitExceeded, true",
    })
    void matchesErrorsByName(String name, String error, boolean covered) {
        assertThat(new StateError(error, "").isAmong(List.of(name))).isEqualTo(covered);
    }

    @Test
    void goesOnAfterAnErrorThatIsCaught() {
        refuse("a.B", 9);
        machine.echoing("g");
        var output =
                machine.output(
                        """
                        {"StartAt": "First", "States": {
                          "First": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                            "Parameters": {"FunctionName": "f", "Payload": {}}, "Next": "Last",
                            "Catch": [{"ErrorEquals": ["x.Y"], "Next": "First"},
                                      {"ErrorEquals": ["States.ALL"], "ResultPath": "$.first.answer", "Next": "Last"}]},
                          "Last": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                            "Parameters": {"FunctionName": "g", "Payload.$": "$"}, "OutputPath": "$.Payload", "End": true}}}
                        """,
                        "{\"kept\": 1}");
        assertThat(output)
                .isEqualTo(
                        Machine.json(
                                "{\"kept\": 1, \"first\": {\"answer\": {\"Error\": \"a.B\", \"Cause\": \"refused\"}}}"));
    }

    @Test
    void handsOn256KibibytesAtMost() {
        machine.answering("f", "\"" + "x".repeat(262_142) + "\"");
        String passedOn = task(CALL + ", \"OutputPath\": \"$.Payload\"");
        assertThat(machine.run(passedOn, "{}").outcome()).isInstanceOf(Outcome.Succeeded.class);
        machine.answering("f", "\"" + "x".repeat(262_143) + "\"");
        assertThat(failure(machine.run(passedOn, "{}")).error())
                .isEqualTo("States.DataLimitExceeded");
        machine.answering("f", "\"" + "é".repeat(131_072) + "\"");
        assertThat(failure(machine.run(passedOn, "{}")).error())
                .isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void dropsAnAnswerThatComesTooLate() {
        machine.with(
                "f",
                any -> {
                    machine.clock().move(Duration.ofSeconds(61));
                    return new InvocationResult.Answered("1");
                });
        assertThat(failure(machine.run(task(CALL + ", \"TimeoutSeconds\": 60"), "{}")).error())
                .isEqualTo("States.Timeout");
        assertThat(machine.run(task(CALL + ", \"TimeoutSeconds\": 90"), "{}").outcome())
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void endsAnExecutionThatTakesTooLong() {
        machine.with(
                "f",
                any -> {
                    machine.clock().move(Duration.ofSeconds(61));
                    return new InvocationResult.Answered("1");
                });
        String definition = task(CALL).replaceFirst("\\{", "{\"TimeoutSeconds\": 60, ");
        assertThat(failure(machine.run(definition, "{}")).error()).isEqualTo("States.Timeout");
    }

    private static final String CALL = "\"Parameters\": {\"FunctionName\": \"f\", \"Payload\": {}}";
    private static final String RETRY =
            """
            , "Retry": [
              {"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "BackoffRate": 3,
               "MaxAttempts": 3, "MaxDelaySeconds": 10, "JitterStrategy": "FULL"},
              {"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}]
            """;

    private void refuse(String error, int times) {
        AtomicInteger calls = new AtomicInteger();
        machine.with(
                "f",
                any -> {
                    if (calls.incrementAndGet() <= times) {
                        throw new StateError(error, "refused");
                    }
                    return new InvocationResult.Answered("\"done\"");
                });
    }

    private static Outcome.Failed failure(Execution execution) {
        assertThat(execution.outcome()).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) execution.outcome();
    }

    private static String task(String fields) {
        return """
        {"StartAt": "Only", "States": {"Only": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "End": true, %s}}}
        """
                .formatted(fields);
    }
}
