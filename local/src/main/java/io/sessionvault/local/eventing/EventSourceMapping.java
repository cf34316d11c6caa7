package io.sessionvault.local.eventing;

import io.sessionvault.local.lambda.InvocationResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Takes messages from a queue to a function as Lambda's poller does with `ReportBatchItemFailures`: the messages that
/// succeeded are deleted, the others are left to reappear. It polls only when told to: time is the caller's.
public final class EventSourceMapping {
    /// The most that one call of ReceiveMessage or DeleteMessageBatch takes.
    private static final int SQS_BATCH = 10;

    private final SqsClient queues;
    private final String queueUrl;
    private final Arn queue;
    private final int batchSize;
    private final Function<String, InvocationResult> function;

    /// @param queueUrl where `queues` reaches the queue
    /// @param queue the queue's ARN, as the function sees it
    /// @param batchSize how many messages one invocation takes at most, 1 to 10,000
    /// @param function invokes the function with an event in JSON
    /// @throws IllegalArgumentException when the batch size is out of range or the ARN has no Region
    public EventSourceMapping(
            SqsClient queues,
            String queueUrl,
            Arn queue,
            int batchSize,
            Function<String, InvocationResult> function) {
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException("a batch size is 1 to 10,000, not " + batchSize);
        }
        if (queue.region().isEmpty()) {
            throw new IllegalArgumentException("not the ARN of a queue: " + queue);
        }
        this.queues = queues;
        this.queueUrl = queueUrl;
        this.queue = queue;
        this.batchSize = batchSize;
        this.function = function;
    }

    /// Receives one batch, invokes the function with it and deletes what succeeded; an empty queue invokes nothing.
    ///
    /// @throws IllegalStateException when the queue refuses to delete a message
    public PollResult pollOnce() {
        Map<String, Message> batch = receive();
        if (batch.isEmpty()) {
            return PollResult.NOTHING_RECEIVED;
        }
        String event = SqsEvent.of(List.copyOf(batch.values()), queue);
        List<String> received = List.copyOf(batch.keySet());
        return switch (BatchOutcome.of(function.apply(event), batch.keySet())) {
            case BatchOutcome.Rejected(String reason) ->
                    new PollResult(received, List.of(), received, reason);
            case BatchOutcome.Judged(Set<String> failedIds) -> {
                List<String> succeeded = without(received, failedIds);
                delete(succeeded.stream().map(batch::get).toList());
                yield new PollResult(received, succeeded, without(received, succeeded), "");
            }
        };
    }

    private Map<String, Message> receive() {
        Map<String, Message> batch = new LinkedHashMap<>();
        int before;
        do {
            before = batch.size();
            int room = Math.min(SQS_BATCH, batchSize - before);
            List<Message> messages =
                    queues.receiveMessage(request ->
                                    request.queueUrl(queueUrl)
                                            .maxNumberOfMessages(room)
                                            .messageSystemAttributeNames(
                                                    MessageSystemAttributeName.ALL))
                            .messages();
            for (Message message : messages) {
                batch.put(message.messageId(), message);
            }
        } while (batch.size() > before && batch.size() < batchSize);
        return batch;
    }

    private void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += SQS_BATCH) {
            List<Message> some =
                    messages.subList(from, Math.min(from + SQS_BATCH, messages.size()));
            List<DeleteMessageBatchRequestEntry> entries =
                    some.stream().map(EventSourceMapping::deletion).toList();
            var refused =
                    queues.deleteMessageBatch(
                                    request -> request.queueUrl(queueUrl).entries(entries))
                            .failed();
            if (!refused.isEmpty()) {
                throw new IllegalStateException(queue + " did not delete " + refused);
            }
        }
    }

    private static DeleteMessageBatchRequestEntry deletion(Message message) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .build();
    }

    private static List<String> without(List<String> ids, Collection<String> left) {
        return ids.stream().filter(id -> !left.contains(id)).toList();
    }
}
