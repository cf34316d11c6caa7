package io.sessionvault.local.eventing;

import java.util.List;

/// What one poll of a queue came to; the lists hold message ids, in the order of receipt.
///
/// @param received all messages of the batch, empty when the queue had none to give
/// @param succeeded those deleted from the queue
/// @param failed those left in the queue, which reappear when their visibility timeout is over
/// @param batchFailure why all failed together, empty when the function judged each message by itself
public record PollResult(
        List<String> received, List<String> succeeded, List<String> failed, String batchFailure) {
    static final PollResult NOTHING_RECEIVED = new PollResult(List.of(), List.of(), List.of(), "");

    /// Copies the lists.
    public PollResult {
        received = List.copyOf(received);
        succeeded = List.copyOf(succeeded);
        failed = List.copyOf(failed);
    }
}
