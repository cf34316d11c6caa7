package io.sessionvault.sweep;

import java.time.Instant;
import java.util.Optional;

/// A session as Systems Manager tells of it.
///
/// Source: Systems Manager API reference, data type `Session`.
///
/// @param id its id
/// @param owner the ARN of who started it
/// @param target the instance
/// @param document the name of the document by which it was started; an ARN where another account
///     shares it; empty when it was started without naming one, which means the preferences
/// @param failed whether its status is `Failed`
/// @param start when it started
/// @param end when it ended; empty when the history does not tell
public record Session(
        String id,
        String owner,
        String target,
        String document,
        boolean failed,
        Instant start,
        Optional<Instant> end) {

    /// The name of its log below the prefix.
    String logName() {
        return logName(id);
    }

    /// The name of a session's log below the prefix.
    ///
    /// Source: amazon-ssm-agent, `shell.go`, `initializeLogger`: colons are removed.
    static String logName(String sessionId) {
        return sessionId.replace(":", "") + ".log";
    }

    /// When it ended, or at least when it had begun.
    Instant knownTime() {
        return end.orElse(start);
    }
}
