package io.sessionvault.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaInputTest {
    @Test
    void readsTheMessagesOfABatchInTheirOrder() throws IOException {
        LambdaInput input =
                read(
                        """
                        {"Records": [
                          {"messageId": "m-1", "receiptHandle": "h-1", "eventSource": "aws:sqs",
                           "eventSourceARN": "arn:aws:sqs:us-east-1:111122223333:q",
                           "attributes": {"ApproximateReceiveCount": "3", "SentTimestamp": "1794325330000"},
                           "body": "{\\"a\\": 1}"},
                          {"messageId": "m-2", "receiptHandle": "h-2", "eventSource": "aws:sqs",
                           "body": "not JSON"}]}
                        """);

        assertThat(input)
                .isInstanceOfSatisfying(
                        LambdaInput.Batch.class,
                        batch -> {
                            assertThat(batch.queueArn())
                                    .isEqualTo("arn:aws:sqs:us-east-1:111122223333:q");
                            assertThat(batch.messages())
                                    .containsExactly(
                                            new QueueMessage(
                                                    "m-1",
                                                    "h-1",
                                                    3,
                                                    Optional.of(
                                                            Instant.ofEpochMilli(1794325330000L)),
                                                    "{\"a\": 1}"),
                                            new QueueMessage(
                                                    "m-2", "h-2", 1, Optional.empty(), "not JSON"));
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\": \"aws.s3\"}",
                "{\"Records\": []}",
                "{\"Records\": \"none\"}",
                "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}",
                "{}",
                "[]",
                "null"
            })
    void takesAnythingElseForTheEventItself(String json) throws IOException {
        assertThat(read(json))
                .isInstanceOfSatisfying(
                        LambdaInput.Direct.class,
                        direct -> assertThat(direct.event()).hasToString(json.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{", "{\"a\": }"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void readsAMessageAsAnEvent() {
        assertThat(LambdaInput.event("{\"source\": \"aws.s3\"}"))
                .hasValueSatisfying(
                        event -> assertThat(event.path("source").asText()).isEqualTo("aws.s3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "\"text\"", "{", "not JSON"})
    void takesNoOtherMessageForAnEvent(String body) {
        assertThat(LambdaInput.event(body)).isEmpty();
    }

    @Test
    void takesAMessageOfEndlessNestingForNoEvent() {
        assertThat(LambdaInput.event("{\"a\":".repeat(100_000))).isEmpty();
    }

    private static LambdaInput read(String json) throws IOException {
        return LambdaInput.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
