package io.sessionvault.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a function is invoked with.
///
/// Source: Lambda developer guide, "Using Lambda with Amazon SQS", example event.
public sealed interface LambdaInput {
    /// Messages from a queue.
    ///
    /// @param queueArn the queue that they come from, empty when the event does not say it
    /// @param messages the messages, in the order of the batch
    record Batch(String queueArn, List<QueueMessage> messages) implements LambdaInput {
        /// Copies the messages.
        public Batch {
            messages = List.copyOf(messages);
        }
    }

    /// One event, handed over directly.
    ///
    /// @param event the event
    record Direct(JsonNode event) implements LambdaInput {}

    /// Reads the input of an invocation.
    ///
    /// @throws IOException when it is not JSON
    static LambdaInput read(InputStream input) throws IOException {
        JsonNode root = Parsing.MAPPER.readTree(input);
        JsonNode records = root.path("Records");
        if (!records.isArray() || !"aws:sqs".equals(records.path(0).path("eventSource").asText())) {
            return new Direct(root);
        }
        List<QueueMessage> messages = new ArrayList<>();
        for (JsonNode each : records) {
            messages.add(
                    new QueueMessage(
                            each.path("messageId").asText(),
                            each.path("receiptHandle").asText(),
                            each.path("attributes").path("ApproximateReceiveCount").asInt(1),
                            sentAt(each.path("attributes").path("SentTimestamp")),
                            each.path("body").asText()));
        }
        // Lambda polls each queue by itself: one invocation has the messages of one.
        return new Batch(records.path(0).path("eventSourceARN").asText(), messages);
    }

    private static Optional<Instant> sentAt(JsonNode milliseconds) {
        long sent = milliseconds.asLong();
        return sent > 0 ? Optional.of(Instant.ofEpochMilli(sent)) : Optional.empty();
    }

    /// Reads a message's text as an event; empty when it is not a JSON object.
    static Optional<JsonNode> event(String body) {
        try {
            return Optional.ofNullable(Parsing.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /// Holds the parser: an interface cannot hide one.
    final class Parsing {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        private Parsing() {}
    }
}
