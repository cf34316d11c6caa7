package io.sessionvault.watch;

import io.sessionvault.account.AccountId;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.sweep.Session;
import java.time.Duration;
import java.time.Instant;

/// A session with what Systems Manager says of its state.
///
/// @param session the session
/// @param state whether it is under way
public record SeenSession(Session session, State state) {
    /// Whether a session is under way.
    public enum State {
        /// Client and target talk to each other.
        CONNECTED,
        /// It is not over, and they do not: not yet, or not any more.
        PENDING,
        /// It is over.
        OVER
    }

    /// A target that begins so is a container, where preferences do not reach.
    private static final String CONTAINER = "ecs:";

    /// Tells whether it is a shell by the preferences.
    ///
    /// @param account the account of the session
    boolean isByPreferences(AccountId account) {
        return session.documentName(account).equals(PreferencesDocument.NAME)
                && !session.target().startsWith(CONTAINER);
    }

    /// Tells whether it has been connected for at least so long.
    boolean isConnectedFor(Duration time, Instant now) {
        return state == State.CONNECTED && !session.start().plus(time).isAfter(now);
    }

    /// When it ended, or at least when it had begun.
    Instant knownTime() {
        return session.end().orElse(session.start());
    }
}
