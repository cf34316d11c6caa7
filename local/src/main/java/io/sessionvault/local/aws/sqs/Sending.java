package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Messages into queues.
final class Sending {
    private final Queues queues;
    private final Ids ids;
    private final Condition arrived;

    Sending(Queues queues, Ids ids, Condition arrived) {
        this.queues = queues;
        this.ids = ids;
        this.arrived = arrived;
    }

    void register(Operations operations) {
        operations
                .on(
                        SendMessageRequest.class,
                        queues.to("sqs:SendMessage", SendMessageRequest::queueUrl),
                        this::send,
                        "MessageAttributes",
                        "MessageSystemAttributes",
                        "MessageGroupId",
                        "MessageDeduplicationId")
                .on(
                        SendMessageBatchRequest.class,
                        queues.to("sqs:SendMessage", SendMessageBatchRequest::queueUrl),
                        this::sendBatch);
    }

    private SendMessageResponse send(Call call, SendMessageRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        QueueMessage message = add(call, queue, request.messageBody(), request.delaySeconds());
        return SendMessageResponse.builder()
                .messageId(message.id)
                .md5OfMessageBody(Md5.hex(message.body))
                .build();
    }

    private SendMessageBatchResponse sendBatch(Call call, SendMessageBatchRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        Batch.check(request.entries().stream().map(SendMessageBatchRequestEntry::id).toList());
        if (request.entries().stream()
                .anyMatch(e -> e.hasMessageAttributes() || e.hasMessageSystemAttributes())) {
            throw AwsError.notImplemented("message attributes");
        }
        List<SendMessageBatchResultEntry> sent =
                request.entries().stream().map(entry -> send(call, queue, entry)).toList();
        return SendMessageBatchResponse.builder().successful(sent).failed(List.of()).build();
    }

    private SendMessageBatchResultEntry send(
            Call call, MessageQueue queue, SendMessageBatchRequestEntry entry) {
        QueueMessage message = add(call, queue, entry.messageBody(), entry.delaySeconds());
        return SendMessageBatchResultEntry.builder()
                .id(entry.id())
                .messageId(message.id)
                .md5OfMessageBody(Md5.hex(message.body))
                .build();
    }

    private QueueMessage add(
            Call call, MessageQueue queue, @Nullable String body, @Nullable Integer delay) {
        int most = Math.toIntExact(queue.seconds("MaximumMessageSize").toSeconds());
        if (body == null || body.isEmpty()) {
            throw SqsErrors.invalidValue("The message body is empty.");
        }
        if (body.getBytes(StandardCharsets.UTF_8).length > most) {
            throw SqsErrors.invalidValue(
                    "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
                            .formatted(most));
        }
        Duration hidden =
                Optional.ofNullable(delay)
                        .map(Duration::ofSeconds)
                        .orElseGet(() -> queue.seconds("DelaySeconds"));
        var message =
                new QueueMessage(
                        ids.uuid(),
                        body,
                        call.principal().userId(),
                        call.now(),
                        call.now().plus(hidden));
        queue.add(message);
        arrived.signalAll();
        return message;
    }
}
