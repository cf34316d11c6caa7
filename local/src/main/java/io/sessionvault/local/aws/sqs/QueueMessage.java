package io.sessionvault.local.aws.sqs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message in a queue, as it is now.
final class QueueMessage {
    final String id;
    final String body;
    final String sender;
    final Instant sent;
    Instant visibleFrom;
    int received;
    @Nullable Instant firstReceived;
    @Nullable String receipt;

    QueueMessage(String id, String body, String sender, Instant sent, Instant visibleFrom) {
        this.id = id;
        this.body = body;
        this.sender = sender;
        this.sent = sent;
        this.visibleFrom = visibleFrom;
    }

    boolean isVisible(Instant now) {
        return !visibleFrom.isAfter(now);
    }
}
