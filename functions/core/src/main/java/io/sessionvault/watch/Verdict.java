package io.sessionvault.watch;

import io.sessionvault.sweep.Session;
import java.util.List;

/// What the sessions since a switch say of it.
public sealed interface Verdict {
    /// Sessions work.
    ///
    /// @param sessions how many
    record Works(int sessions) implements Verdict {}

    /// Nobody has used a session of which something can be told.
    record NothingSeen() implements Verdict {}

    /// Sessions fail, and it is for a person to find out why.
    ///
    /// @param failing which ones
    /// @param why why this alone is no reason to go back
    record Tell(List<Session> failing, String why) implements Verdict {
        /// Copies the sessions.
        public Tell {
            failing = List.copyOf(failing);
        }
    }

    /// Sessions fail that did not before, for different people on different targets, and none works.
    ///
    /// @param failing which ones
    record GoBack(List<Session> failing) implements Verdict {
        /// Copies the sessions.
        public GoBack {
            failing = List.copyOf(failing);
        }
    }
}
