package io.sessionvault.watch;

import io.sessionvault.sweep.Session;
import java.util.List;
import java.util.stream.Collectors;

/// Sessions that failed, as people are told of them.
public final class FailedSessions {
    /// More are only counted.
    private static final int MOST_NAMED = 10;

    private FailedSessions() {}

    /// Their ids.
    public static String ids(List<Session> sessions) {
        return named(sessions, sessions.stream().map(Session::id).toList());
    }

    /// Their ids, with their people and targets.
    public static String text(List<Session> sessions) {
        return named(
                sessions,
                sessions.stream()
                        .map(session ->
                                session.id() + " of " + session.owner() + " on " + session.target())
                        .toList());
    }

    private static String named(List<Session> sessions, List<String> texts) {
        String some = texts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int others = sessions.size() - MOST_NAMED;
        return (sessions.size() == 1 ? "session " : "sessions ")
                + some
                + (others > 0 ? " and " + others + " more" : "");
    }
}
