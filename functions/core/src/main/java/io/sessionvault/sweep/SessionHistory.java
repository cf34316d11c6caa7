package io.sessionvault.sweep;

import java.util.List;
import java.util.Set;

/// The sessions of an account in one Region.
///
/// @param finished those that have ended, as far back as Systems Manager keeps them
/// @param active the ids of those that have not
public record SessionHistory(List<Session> finished, Set<String> active) {
    /// Copies the sessions.
    public SessionHistory {
        finished = List.copyOf(finished);
        active = Set.copyOf(active);
    }
}
