package io.sessionvault.watch;

import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.sweep.Session;
import java.util.List;

/// What a look at a watched Region found and did.
public sealed interface WatchedRegion {
    /// There is nothing to watch any more.
    ///
    /// @param reason why
    record Dropped(String reason) implements WatchedRegion {}

    /// Preferences or sessions could not be read. The next look reads them again.
    ///
    /// @param error what AWS answered
    record Unread(ServiceError error) implements WatchedRegion {}

    /// Going back has begun and could not be finished, so the same look is taken again.
    ///
    /// @param step what could not be done
    /// @param error what AWS answered
    record Failed(String step, ServiceError error) implements WatchedRegion {}

    /// Nobody can tell whether the vault may go back, so the same look is taken again.
    ///
    /// @param failing the sessions that fail
    /// @param reason what could not be read
    record Undecided(List<Session> failing, String reason) implements WatchedRegion {
        /// Copies the sessions.
        public Undecided {
            failing = List.copyOf(failing);
        }
    }

    /// Sessions work.
    ///
    /// @param sessions how many
    record Working(int sessions) implements WatchedRegion {}

    /// Nobody has used a session of which something can be told.
    record Quiet() implements WatchedRegion {}

    /// Sessions fail, and nothing was changed.
    ///
    /// @param failing which ones
    /// @param why why nothing was changed
    record Told(List<Session> failing, String why) implements WatchedRegion {
        /// Copies the sessions.
        public Told {
            failing = List.copyOf(failing);
        }
    }

    /// The vault went back: the Region is held, and sessions there open without key and without a
    /// look at the bucket.
    ///
    /// @param failing the sessions that fail
    /// @param hold the hold
    record RolledBack(List<Session> failing, Hold hold) implements WatchedRegion {
        /// Copies the sessions.
        public RolledBack {
            failing = List.copyOf(failing);
        }
    }
}
