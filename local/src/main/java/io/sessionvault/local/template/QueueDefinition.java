package io.sessionvault.local.template;

import java.time.Duration;
import java.util.Optional;

/// One SQS queue of the template.
///
/// @param logicalId its logical id
/// @param name its name
/// @param url its URL
/// @param arn its ARN
/// @param visibilityTimeout how long a received message stays hidden
/// @param delay how long a message waits before it can be received
/// @param redrive where a message goes that is received too often; empty for a queue that keeps all
public record QueueDefinition(
        String logicalId,
        String name,
        String url,
        String arn,
        Duration visibilityTimeout,
        Duration delay,
        Optional<Redrive> redrive) {
    /// Where a message goes that is received too often.
    ///
    /// @param deadLetterQueue logical id of the queue that takes it
    /// @param maxReceiveCount how often it is received before
    public record Redrive(String deadLetterQueue, int maxReceiveCount) {}
}
