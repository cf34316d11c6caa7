package io.sessionvault.local.aws.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A standard queue, as it is now.
final class MessageQueue {
    private static final Map<String, String> USUAL =
            Map.of(
                    "VisibilityTimeout", "30",
                    "DelaySeconds", "0",
                    "MessageRetentionPeriod", "345600",
                    "ReceiveMessageWaitTimeSeconds", "0",
                    "MaximumMessageSize", "1048576");

    final String name;
    final String arn;

    /// The attributes as given, over the usual ones.
    final TreeMap<String, String> attributes = new TreeMap<>(USUAL);

    final Optional<Redrive> redrive;
    final Instant created;
    private final List<QueueMessage> messages = new ArrayList<>();

    MessageQueue(String name, String arn, Map<String, String> given, Instant created) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        attributes.putAll(given);
        redrive = Optional.ofNullable(given.get("RedrivePolicy")).map(Redrive::parse);
    }

    Duration seconds(String attribute) {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(attribute, "0")));
    }

    void add(QueueMessage message) {
        messages.add(message);
    }

    /// Takes visible messages and hides them; those received too often go to `deadLetters` instead.
    ///
    /// @param most how many to take at most
    /// @param hide for how long to hide them
    /// @param deadLetters takes a message out of this queue for good; absent when there is no such queue
    List<QueueMessage> receive(
            int most, Duration hide, Instant now, Optional<Consumer<QueueMessage>> deadLetters) {
        dropOld(now);
        var taken = new ArrayList<QueueMessage>();
        for (Iterator<QueueMessage> all = messages.iterator();
                all.hasNext() && taken.size() < most; ) {
            QueueMessage message = all.next();
            if (!message.isVisible(now)) {
                continue;
            }
            if (deadLetters.isPresent() && isSpent(message)) {
                all.remove();
                deadLetters.get().accept(message);
                continue;
            }
            message.received++;
            message.visibleFrom = now.plus(hide);
            if (message.firstReceived == null) {
                message.firstReceived = now;
            }
            taken.add(message);
        }
        return taken;
    }

    private boolean isSpent(QueueMessage message) {
        return redrive.filter(r -> message.received >= r.maxReceiveCount()).isPresent();
    }

    private void dropOld(Instant now) {
        Instant oldest = now.minus(seconds("MessageRetentionPeriod"));
        messages.removeIf(message -> message.sent.isBefore(oldest));
    }

    /// The message that a receipt stands for; empty when it was deleted or received again since.
    Optional<QueueMessage> byReceipt(String receipt) {
        return messages.stream().filter(m -> receipt.equals(m.receipt)).findAny();
    }

    void delete(QueueMessage message) {
        messages.remove(message);
    }

    void clear() {
        messages.clear();
    }

    /// The attributes that follow from the messages.
    Map<String, String> counts(Instant now) {
        dropOld(now);
        long visible = messages.stream().filter(m -> m.isVisible(now)).count();
        long delayed = messages.stream().filter(m -> !m.isVisible(now) && m.received == 0).count();
        long hidden = messages.size() - visible - delayed;
        return Map.of(
                "ApproximateNumberOfMessages", Long.toString(visible),
                "ApproximateNumberOfMessagesDelayed", Long.toString(delayed),
                "ApproximateNumberOfMessagesNotVisible", Long.toString(hidden));
    }
}
