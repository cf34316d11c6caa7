package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.AwsError;
import java.util.Map;

/// The refusals of SQS, which also carry the codes of its older protocol.
final class SqsErrors {
    private SqsErrors() {}

    static AwsError noQueue() {
        return error(
                "QueueDoesNotExist",
                "AWS.SimpleQueueService.NonExistentQueue",
                "The specified queue does not exist.");
    }

    static AwsError queueExists(String name) {
        return error(
                "QueueNameExists",
                "QueueAlreadyExists",
                "A queue already exists with the same name and a different value for attributes: "
                        + name);
    }

    static AwsError invalidReceipt(String receipt) {
        return error(
                "ReceiptHandleIsInvalid",
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"%s\" is not a valid receipt handle."
                        .formatted(receipt));
    }

    static AwsError batch(String code, String message) {
        return error(code, "AWS.SimpleQueueService." + code, message);
    }

    static AwsError invalidValue(String message) {
        return error("InvalidParameterValue", "InvalidParameterValue", message);
    }

    private static AwsError error(String code, String older, String message) {
        return new AwsError(code, 400, message, Map.of("x-amzn-query-error", older + ";Sender"));
    }
}
