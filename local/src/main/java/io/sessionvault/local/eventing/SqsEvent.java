package io.sessionvault.local.eventing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.sqs.model.Message;

/// The event that Lambda's poller makes of a batch of messages.
///
/// Source: Lambda developer guide, "Using Lambda with Amazon SQS", example of a standard queue's message event.
final class SqsEvent {
    private SqsEvent() {}

    /// The event in JSON. Custom message attributes are not received and so not passed on: EventBridge sends none.
    static String of(List<Message> batch, Arn queue) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        var records = event.putArray("Records");
        for (Message message : batch) {
            ObjectNode entry = records.addObject();
            entry.put("messageId", message.messageId());
            entry.put("receiptHandle", message.receiptHandle());
            entry.put("body", message.body());
            ObjectNode attributes = entry.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            entry.putObject("messageAttributes");
            entry.put("md5OfBody", message.md5OfBody());
            entry.put("eventSource", "aws:sqs");
            entry.put("eventSourceARN", queue.toString());
            entry.put("awsRegion", queue.region().orElseThrow());
        }
        return event.toString();
    }
}
