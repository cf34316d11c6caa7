package io.sessionvault.local.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.AwsError;

/// Where messages go that were received too often.
///
/// @param queueArn the dead-letter queue
/// @param maxReceiveCount how often a message may be received before it goes there
record Redrive(String queueArn, int maxReceiveCount) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads the queue attribute `RedrivePolicy`.
    ///
    /// @throws AwsError `InvalidParameterValue` when it is none
    static Redrive parse(String text) {
        try {
            JsonNode policy = JSON.readTree(text);
            String arn = policy.path("deadLetterTargetArn").asText();
            int count = policy.path("maxReceiveCount").asInt();
            if (!arn.isEmpty() && count >= 1 && count <= 1000) {
                return new Redrive(arn, count);
            }
        } catch (JsonProcessingException malformed) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static AwsError wrong(String text) {
        return new AwsError(
                "InvalidParameterValue",
                400,
                "Value %s for parameter RedrivePolicy is invalid.".formatted(text));
    }
}
