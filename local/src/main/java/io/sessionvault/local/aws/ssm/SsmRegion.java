package io.sessionvault.local.aws.ssm;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Systems Manager holds for one account in one Region.
final class SsmRegion {
    /// A setting that somebody changed.
    ///
    /// @param value the value
    /// @param changed when
    /// @param by the ARN of who changed it
    record Setting(String value, Instant changed, String by) {}

    /// A parameter in its newest version.
    ///
    /// @param name the name as it was given
    /// @param value the value
    /// @param version the number of the version, from 1
    /// @param changed when it was written
    record StoredParameter(String name, String value, long version, Instant changed) {}

    final TreeMap<String, SsmDocument> documents = new TreeMap<>();

    /// Parameters by ARN.
    final Map<String, StoredParameter> parameters = new HashMap<>();

    /// The versions of the agents of managed nodes by the nodes' ids.
    final TreeMap<String, String> nodes = new TreeMap<>();

    Optional<Setting> hostManagementRole = Optional.empty();
    private final Map<String, SessionRecord> sessionsById = new HashMap<>();
    private final NavigableSet<SessionRecord> sessions =
            new TreeSet<>(
                    Comparator.comparing(SessionRecord::start)
                            .reversed()
                            .thenComparing(SessionRecord::id));

    /// The sessions, the newest first.
    NavigableSet<SessionRecord> sessions() {
        return sessions;
    }

    /// Keeps a session in place of what was known of it before.
    void keep(SessionRecord session) {
        SessionRecord before = sessionsById.put(session.id(), session);
        if (before != null) {
            sessions.remove(before);
        }
        sessions.add(session);
    }
}
