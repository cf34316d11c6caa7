package io.sessionvault.compliance;

import org.jspecify.annotations.Nullable;

/// How the vault followed changes in accounts in the 24 hours before a run.
///
/// @param looks how many accounts it looked at because something in them was changed
/// @param slowestSeconds the longest time from a change to the end of its reconciliation; null where
///     nothing was looked at
public record ReactionTimes(long looks, @Nullable Long slowestSeconds) {}
