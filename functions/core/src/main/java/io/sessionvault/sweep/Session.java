package io.sessionvault.sweep;

import io.sessionvault.account.AccountId;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
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
    /// Stands where the history does not tell who started it.
    public static final String UNKNOWN_OWNER = "somebody";

    /// Stands where the history does not tell its target.
    public static final String UNKNOWN_TARGET = "an unknown target";

    /// The name of its log below the prefix.
    public String logName() {
        return logName(id);
    }

    /// The name of a session's log below the prefix.
    ///
    /// Source: amazon-ssm-agent, `shell.go`, `initializeLogger`: colons are removed.
    static String logName(String sessionId) {
        return sessionId.replace(":", "") + ".log";
    }

    /// Tells whether it is known to have lasted no longer than that.
    public boolean lasted(Duration atMost) {
        return end.map(over -> Duration.between(start, over))
                .filter(length -> !length.isNegative() && length.compareTo(atMost) <= 0)
                .isPresent();
    }

    /// Tells whether it is known to have lasted at least so long.
    public boolean lastedAtLeast(Duration time) {
        return end.filter(over -> Duration.between(start, over).compareTo(time) >= 0).isPresent();
    }

    /// Tells whether the history says that it ended before it began.
    public boolean endedBeforeItBegan() {
        return end.filter(start::isAfter).isPresent();
    }

    /// The name of its document; of one that another account shares, its ARN.
    ///
    /// Source: Systems Manager API reference, `StartSession`, `DocumentName`: without one, the
    /// preferences are used.
    ///
    /// @param account the account of the session
    public String documentName(AccountId account) {
        if (document.isEmpty()) {
            return PreferencesDocument.NAME;
        }
        String[] arn = document.split(":", 6);
        boolean ownOrOfAws =
                arn.length == 6 && (arn[4].isEmpty() || arn[4].equals(account.value()));
        return ownOrOfAws ? arn[5].substring(arn[5].lastIndexOf('/') + 1) : document;
    }

    /// When it ended, or at least when it had begun.
    Instant knownTime() {
        return end.orElse(start);
    }
}
