package io.sessionvault.compliance;

import org.jspecify.annotations.Nullable;

/// How the vault followed changes in accounts in the 24 hours before a run. Accounts that it could not
/// enter are not in it.
///
/// @param looks how often it looked at an account because something in it was changed
/// @param slowestSeconds the longest time from a change to the end of the look that it led to; null
///     where there was none
/// @param unread why nobody knows; null where it is known
public record ReactionTimes(long looks, @Nullable Long slowestSeconds, @Nullable String unread) {
    /// Times that are known.
    public ReactionTimes(long looks, @Nullable Long slowestSeconds) {
        this(looks, slowestSeconds, null);
    }

    /// Times that could not be read.
    ///
    /// @param why what the call answered
    public static ReactionTimes notRead(String why) {
        return new ReactionTimes(0, null, why);
    }
}
