package io.sessionvault.local.eventing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Queues by URL, with ids `m1`, `m2` and so on; what was received reappears when a test says so.
final class QueueInMemory implements SqsClient {
    private final Map<String, Message> visible = new LinkedHashMap<>();
    private final Map<String, Message> inFlight = new LinkedHashMap<>();
    private final List<SendMessageRequest> sent = new ArrayList<>();
    private final List<Integer> sentTogether = new ArrayList<>();
    private final List<Integer> deletedTogether = new ArrayList<>();
    private String refusedReceipt = "";

    void refuseToDelete(String receiptHandle) {
        refusedReceipt = receiptHandle;
    }

    void letReappear() {
        visible.putAll(inFlight);
        inFlight.clear();
    }

    /// The ids of all messages, received or not.
    List<String> ids() {
        List<String> ids = new ArrayList<>(inFlight.keySet());
        ids.addAll(visible.keySet());
        return ids;
    }

    List<SendMessageRequest> sent() {
        return sent;
    }

    /// The sizes of the batches of deletions.
    List<Integer> deletedTogether() {
        return deletedTogether;
    }

    /// The sizes of the batches of messages sent.
    List<Integer> sentTogether() {
        return sentTogether;
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        sent.add(request);
        String id = "m" + sent.size();
        visible.put(
                id,
                Message.builder()
                        .messageId(id)
                        .receiptHandle("receipt of " + id)
                        .body(request.messageBody())
                        .md5OfBody("md5 of " + id)
                        .attributes(
                                Map.of(
                                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                        "3",
                                        MessageSystemAttributeName.SENT_TIMESTAMP,
                                        "1763942400000"))
                        .build());
        return SendMessageResponse.builder().messageId(id).build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        if (request.entries().isEmpty() || request.entries().size() > 10) {
            throw new IllegalArgumentException("a batch is 1 to 10 messages: " + request);
        }
        sentTogether.add(request.entries().size());
        request.entries()
                .forEach(entry ->
                        sendMessage(
                                SendMessageRequest.builder()
                                        .queueUrl(request.queueUrl())
                                        .messageBody(entry.messageBody())
                                        .build()));
        return SendMessageBatchResponse.builder().failed(List.of()).build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        if (request.maxNumberOfMessages() < 1 || request.maxNumberOfMessages() > 10) {
            throw new IllegalArgumentException("SQS gives 1 to 10 messages: " + request);
        }
        List<Message> taken =
                visible.values().stream().limit(request.maxNumberOfMessages()).toList();
        for (Message message : taken) {
            visible.remove(message.messageId());
            inFlight.put(message.messageId(), message);
        }
        boolean attributes =
                request.messageSystemAttributeNames().contains(MessageSystemAttributeName.ALL);
        List<Message> messages =
                attributes
                        ? taken
                        : taken.stream()
                                .map(m -> m.toBuilder().attributes(Map.of()).build())
                                .toList();
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        if (request.entries().isEmpty() || request.entries().size() > 10) {
            throw new IllegalArgumentException("SQS deletes 1 to 10 messages: " + request);
        }
        deletedTogether.add(request.entries().size());
        List<BatchResultErrorEntry> refused = new ArrayList<>();
        for (DeleteMessageBatchRequestEntry entry : request.entries()) {
            if (entry.receiptHandle().equals(refusedReceipt)) {
                refused.add(
                        BatchResultErrorEntry.builder()
                                .id(entry.id())
                                .code("ReceiptHandleIsInvalid")
                                .build());
            } else {
                inFlight.values().removeIf(m -> m.receiptHandle().equals(entry.receiptHandle()));
            }
        }
        return DeleteMessageBatchResponse.builder().failed(refused).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
