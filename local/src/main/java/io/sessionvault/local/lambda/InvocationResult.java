package io.sessionvault.local.lambda;

import java.time.Duration;
import java.util.List;

/// How one invocation of a function ended.
public sealed interface InvocationResult {

    /// The handler returned.
    ///
    /// @param body what it returned, as JSON; `null` in JSON for a handler that returns nothing
    record Answered(String body) implements InvocationResult {}

    /// The handler threw, or the function could not be initialised; the message is the function's own.
    ///
    /// @param errorType the class name of what was thrown, or the runtime client's name for a load error
    /// @param errorMessage its message, empty when it has none
    /// @param body the error document as the runtime client sent it, stack trace included
    record Failed(String errorType, String errorMessage, String body) implements InvocationResult {}

    /// The function did not answer in time and its JVM was killed.
    ///
    /// @param limit the time it had
    record TimedOut(Duration limit) implements InvocationResult {}

    /// The function's JVM ended without answering.
    ///
    /// @param exitCode its exit code; on Linux 128 plus the number of the signal that ended it
    /// @param lastLines the last lines of its output, oldest first, at most 20
    record Crashed(int exitCode, List<String> lastLines) implements InvocationResult {
        /// Copies the lines.
        public Crashed {
            lastLines = List.copyOf(lastLines);
        }
    }
}
