package io.sessionvault.compliance;

import org.jspecify.annotations.Nullable;

/// How the vault followed changes in accounts in the 24 hours before a run. Accounts that it could not
/// enter are not in it.
///
/// @param looks how often it looked at an account because something in it was changed
/// @param slowestSeconds the longest time from a change to the end of the look that it led to; null
///     where there was none
public record ReactionTimes(long looks, @Nullable Long slowestSeconds) {}
