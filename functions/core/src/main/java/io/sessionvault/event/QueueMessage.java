package io.sessionvault.event;

import java.time.Instant;
import java.util.Optional;

/// One message of a batch.
///
/// @param id the message's id, by which a batch response names it
/// @param receiptHandle the handle of this receipt
/// @param receiveCount how often the message was received so far, this time included
/// @param sentAt when it was put into the queue; empty when the queue does not say
/// @param body the message's text
public record QueueMessage(
        String id, String receiptHandle, int receiveCount, Optional<Instant> sentAt, String body) {}
