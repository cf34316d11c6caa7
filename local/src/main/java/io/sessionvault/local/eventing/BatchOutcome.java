package io.sessionvault.local.eventing;

import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Crashed;
import io.sessionvault.local.lambda.InvocationResult.Failed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.util.Set;

/// What the result of an invocation means for the batch of messages it was made with.
sealed interface BatchOutcome {

    /// The function judged each message: those named failed, all others succeeded.
    record Judged(Set<String> failedIds) implements BatchOutcome {}

    /// The whole batch failed.
    record Rejected(String reason) implements BatchOutcome {}

    /// Reads the outcome as Lambda's poller does.
    ///
    /// @param batch the ids of the messages in the batch
    static BatchOutcome of(InvocationResult result, Set<String> batch) {
        return switch (result) {
            case Answered(var body) -> PartialBatchResponse.read(body, batch);
            case Failed(var type, var message, _) ->
                    new Rejected("the function failed: " + type + ": " + message);
            case TimedOut(var limit) -> new Rejected("the function timed out after " + limit);
            case Crashed(var exitCode, _) ->
                    new Rejected("the function's JVM ended with exit code " + exitCode);
        };
    }
}
