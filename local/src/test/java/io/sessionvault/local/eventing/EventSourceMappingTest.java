package io.sessionvault.local.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Crashed;
import io.sessionvault.local.lambda.InvocationResult.Failed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.arns.Arn;

class EventSourceMappingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://queues/check-log";
    private static final Arn QUEUE =
            Arn.fromString("arn:aws:sqs:eu-central-1:310987654321:check-log");

    private final QueueInMemory queue = new QueueInMemory();
    private final List<String> invocations = new ArrayList<>();

    @Test
    void invokesTheFunctionWithTheEventThatLambdaMakesOfTheBatch() throws JsonProcessingException {
        send("{\"key\":\"a\"}");
        mapping(10, new Answered("null")).pollOnce();

        JsonNode expected =
                JSON.readTree(
                        """
                        {"Records": [{
                          "messageId": "m1",
                          "receiptHandle": "receipt of m1",
                          "body": "{\\"key\\":\\"a\\"}",
                          "attributes": {
                            "ApproximateReceiveCount": "3",
                            "SentTimestamp": "1763942400000"
                          },
                          "messageAttributes": {},
                          "md5OfBody": "md5 of m1",
                          "eventSource": "aws:sqs",
                          "eventSourceARN": "arn:aws:sqs:eu-central-1:310987654321:check-log",
                          "awsRegion": "eu-central-1"
                        }]}
                        """);
        assertThat(JSON.readTree(invocations.getFirst())).isEqualTo(expected);
    }

    @Test
    void deletesWhatSucceededAndLeavesWhatFailedToReappear() {
        send("a", "b", "c");
        EventSourceMapping mapping = mapping(10, new Answered(failing("m2")));

        assertThat(mapping.pollOnce())
                .isEqualTo(
                        new PollResult(
                                List.of("m1", "m2", "m3"), List.of("m1", "m3"), List.of("m2"), ""));
        assertThat(queue.ids()).containsExactly("m2");

        assertThat(mapping.pollOnce().received()).isEmpty();
        queue.letReappear();
        assertThat(mapping.pollOnce().received()).containsExactly("m2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}"
            })
    void takesAnAnswerWithoutFailuresForSuccess(String answer) {
        send("a", "b");

        PollResult result = mapping(10, new Answered(answer)).pollOnce();

        assertThat(result.succeeded()).containsExactly("m1", "m2");
        assertThat(result.failed()).isEmpty();
        assertThat(queue.ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m9\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"messageId\":\"m1\"}]}",
                "{\"batchItemFailures\":[\"m1\"]}",
                "{\"batchItemFailures\":\"m1\"}",
                "{\"batchItemFailures\":[]} m1",
                "[]",
                "\"done\"",
                "not JSON"
            })
    void failsTheWholeBatchWhenTheAnswerCannotBeUnderstood(String answer) {
        send("a", "b");

        PollResult result = mapping(10, new Answered(answer)).pollOnce();

        assertThat(result.failed()).containsExactly("m1", "m2");
        assertThat(result.succeeded()).isEmpty();
        assertThat(result.batchFailure()).startsWith("the answer ");
        assertThat(queue.ids()).containsExactly("m1", "m2");
    }

    static Stream<InvocationResult> failuresOfTheFunction() {
        return Stream.of(
                new Failed("java.lang.IllegalStateException", "no vault", "{}"),
                new TimedOut(Duration.ofSeconds(60)),
                new Crashed(137, List.of()));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheFunction")
    void failsTheWholeBatchWhenTheFunctionFails(InvocationResult failure) {
        send("a", "b");

        PollResult result = mapping(10, failure).pollOnce();

        assertThat(result.failed()).containsExactly("m1", "m2");
        assertThat(result.batchFailure()).startsWith("the function");
        assertThat(queue.ids()).containsExactly("m1", "m2");
    }

    @Test
    void invokesNothingWhenTheQueueIsEmpty() {
        assertThat(mapping(10, new Answered("null")).pollOnce())
                .isEqualTo(new PollResult(List.of(), List.of(), List.of(), ""));
        assertThat(invocations).isEmpty();
    }

    @Test
    void takesNoMoreThanItsBatchSize() {
        send("a", "b");

        assertThat(mapping(1, new Answered("null")).pollOnce().received()).containsExactly("m1");
        assertThat(queue.ids()).containsExactly("m2");
    }

    @Test
    void gathersABatchThatIsLargerThanOneReceiveAndDeletesItInParts() {
        send(IntStream.range(0, 30).mapToObj(Integer::toString).toArray(String[]::new));

        PollResult result = mapping(25, new Answered("null")).pollOnce();

        assertThat(invocations).hasSize(1);
        assertThat(result.succeeded()).hasSize(25).doesNotHaveDuplicates();
        assertThat(queue.deletedTogether()).containsExactly(10, 10, 5);
        assertThat(queue.ids()).hasSize(5);
    }

    @Test
    void reportsAMessageThatTheQueueDoesNotDelete() {
        send("a", "b");
        queue.refuseToDelete("receipt of m2");

        assertThatIllegalStateException()
                .isThrownBy(() -> mapping(10, new Answered("null")).pollOnce())
                .withMessageContaining("m2")
                .withMessageContaining("ReceiptHandleIsInvalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void refusesABatchSizeThatLambdaWouldRefuse(int batchSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping(batchSize, new Answered("null")));
    }

    private EventSourceMapping mapping(int batchSize, InvocationResult result) {
        return new EventSourceMapping(
                queue,
                URL,
                QUEUE,
                batchSize,
                event -> {
                    invocations.add(event);
                    return result;
                });
    }

    private void send(String... bodies) {
        for (String body : bodies) {
            queue.sendMessage(message -> message.queueUrl(URL).messageBody(body));
        }
    }

    private static String failing(String id) {
        return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + id + "\"}]}";
    }
}
