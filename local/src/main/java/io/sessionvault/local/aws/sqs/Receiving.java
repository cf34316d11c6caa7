package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/// Messages out of queues.
///
/// A long poll waits in real time, two seconds at most: the clock of the stand-in may stand still.
final class Receiving {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// How soon a poll notices that the clock was moved on.
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Queues queues;
    private final Ids ids;
    private final Condition arrived;
    private final InstantSource clock;

    Receiving(Queues queues, Ids ids, Condition arrived, InstantSource clock) {
        this.queues = queues;
        this.ids = ids;
        this.arrived = arrived;
        this.clock = clock;
    }

    void register(Operations operations) {
        operations.on(
                ReceiveMessageRequest.class,
                queues.to("sqs:ReceiveMessage", ReceiveMessageRequest::queueUrl),
                this::receive);
    }

    // Clients still send the older member for attribute names beside its successor.
    @SuppressWarnings("deprecation")
    private ReceiveMessageResponse receive(Call call, ReceiveMessageRequest request) {
        MessageQueue queue = queues.find(call, request.queueUrl());
        int most = Optional.ofNullable(request.maxNumberOfMessages()).orElse(1);
        if (most < 1 || most > 10) {
            throw SqsErrors.invalidValue("MaxNumberOfMessages must be between 1 and 10.");
        }
        Duration hide =
                Optional.ofNullable(request.visibilityTimeout())
                        .map(Duration::ofSeconds)
                        .orElseGet(() -> queue.seconds("VisibilityTimeout"));
        Duration wait =
                Optional.ofNullable(request.waitTimeSeconds())
                        .map(Duration::ofSeconds)
                        .orElseGet(() -> queue.seconds("ReceiveMessageWaitTimeSeconds"));
        List<QueueMessage> taken = poll(queue, most, hide, wait);
        var wanted = new ArrayList<String>(request.messageSystemAttributeNamesAsStrings());
        wanted.addAll(request.attributeNamesAsStrings());
        return ReceiveMessageResponse.builder()
                .messages(taken.stream().map(message -> shape(message, wanted)).toList())
                .build();
    }

    private List<QueueMessage> poll(MessageQueue queue, int most, Duration hide, Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        long end = System.nanoTime() + bounded.toNanos();
        while (true) {
            Instant now = clock.instant();
            List<QueueMessage> taken = queue.receive(most, hide, now, deadLetters(queue));
            long left = end - System.nanoTime();
            if (!taken.isEmpty() || left <= 0) {
                return taken;
            }
            try {
                var _ = arrived.awaitNanos(Math.min(left, GLANCE_NANOS));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }

    private Optional<Consumer<QueueMessage>> deadLetters(MessageQueue queue) {
        return queue.redrive
                .flatMap(redrive -> queues.byArn(redrive.queueArn()))
                .map(target -> message -> move(message, target));
    }

    private void move(QueueMessage message, MessageQueue target) {
        target.add(
                new QueueMessage(
                        message.id,
                        message.body,
                        message.sender,
                        message.sent,
                        message.visibleFrom));
        arrived.signalAll();
    }

    private Message shape(QueueMessage message, List<String> wanted) {
        String receipt = ids.token(40);
        message.receipt = receipt;
        Instant first = Optional.ofNullable(message.firstReceived).orElse(message.sent);
        var attributes =
                new TreeMap<>(
                        Map.of(
                                "SenderId", message.sender,
                                "SentTimestamp", Long.toString(message.sent.toEpochMilli()),
                                "ApproximateReceiveCount", Integer.toString(message.received),
                                "ApproximateFirstReceiveTimestamp",
                                        Long.toString(first.toEpochMilli())));
        if (!wanted.contains("All")) {
            attributes.keySet().retainAll(wanted);
        }
        return Message.builder()
                .messageId(message.id)
                .receiptHandle(receipt)
                .body(message.body)
                .md5OfBody(Md5.hex(message.body))
                .attributesWithStrings(attributes)
                .build();
    }
}
