package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/// What a receiver does with a message: delete it, or change for how long it stays hidden.
final class Receipts {
    private final Queues queues;

    Receipts(Queues queues) {
        this.queues = queues;
    }

    void register(Operations operations) {
        operations
                .on(
                        DeleteMessageRequest.class,
                        queues.to("sqs:DeleteMessage", DeleteMessageRequest::queueUrl),
                        this::delete)
                .on(
                        DeleteMessageBatchRequest.class,
                        queues.to("sqs:DeleteMessage", DeleteMessageBatchRequest::queueUrl),
                        this::deleteBatch)
                .on(
                        ChangeMessageVisibilityRequest.class,
                        queues.to(
                                "sqs:ChangeMessageVisibility",
                                ChangeMessageVisibilityRequest::queueUrl),
                        this::change)
                .on(
                        ChangeMessageVisibilityBatchRequest.class,
                        queues.to(
                                "sqs:ChangeMessageVisibility",
                                ChangeMessageVisibilityBatchRequest::queueUrl),
                        this::changeBatch);
    }

    private DeleteMessageResponse delete(Call call, DeleteMessageRequest request) {
        delete(queues.find(call, request.queueUrl()), request.receiptHandle());
        return DeleteMessageResponse.builder().build();
    }

    private DeleteMessageBatchResponse deleteBatch(Call call, DeleteMessageBatchRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        Batch.check(request.entries().stream().map(DeleteMessageBatchRequestEntry::id).toList());
        request.entries().forEach(entry -> delete(queue, entry.receiptHandle()));
        return DeleteMessageBatchResponse.builder()
                .successful(
                        request.entries().stream()
                                .map(entry ->
                                        DeleteMessageBatchResultEntry.builder()
                                                .id(entry.id())
                                                .build())
                                .toList())
                .failed(new ArrayList<>())
                .build();
    }

    private ChangeMessageVisibilityResponse change(
            Call call, ChangeMessageVisibilityRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        change(call.now(), queue, request.receiptHandle(), request.visibilityTimeout());
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private ChangeMessageVisibilityBatchResponse changeBatch(
            Call call, ChangeMessageVisibilityBatchRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        Batch.check(
                request.entries().stream()
                        .map(ChangeMessageVisibilityBatchRequestEntry::id)
                        .toList());
        var changed = new ArrayList<ChangeMessageVisibilityBatchResultEntry>();
        var failed = new ArrayList<BatchResultErrorEntry>();
        for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
            try {
                change(call.now(), queue, entry.receiptHandle(), entry.visibilityTimeout());
                changed.add(
                        ChangeMessageVisibilityBatchResultEntry.builder().id(entry.id()).build());
            } catch (AwsError refused) {
                failed.add(
                        BatchResultErrorEntry.builder()
                                .id(entry.id())
                                .code(refused.code())
                                .message(refused.text())
                                .senderFault(true)
                                .build());
            }
        }
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(changed)
                .failed(failed)
                .build();
    }

    /// Deletes the message of a receipt; a message that is gone, or was received again since, is left alone.
    private static void delete(MessageQueue queue, String receipt) {
        queue.byReceipt(receipt).ifPresent(queue::delete);
    }

    private static void change(
            Instant now, MessageQueue queue, String receipt, @Nullable Integer seconds) {
        QueueMessage message =
                queue.byReceipt(receipt).orElseThrow(() -> SqsErrors.invalidReceipt(receipt));
        if (message.isVisible(now)) {
            throw new AwsError(
                    "MessageNotInflight", 400, "The message referred to isn't in flight.");
        }
        message.visibleFrom = now.plusSeconds(Optional.ofNullable(seconds).orElse(0));
    }
}
