package io.sessionvault.aws;

import io.sessionvault.sweep.Session;
import io.sessionvault.sweep.SessionHistory;
import io.sessionvault.watch.SeenSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// Reads the sessions of an account in one Region: all that Systems Manager still knows.
///
/// Source: Systems Manager API reference, `DescribeSessions`; AWS General Reference, "Systems Manager
/// endpoints and quotas": 6 requests a second, sessions are kept for 30 days.
final class SessionReader {
    private static final int PAGE = 200;

    /// Five calls a second leave one to the people of the account.
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final SsmClient ssm;
    private final Pacer pacer;

    SessionReader(SsmClient ssm, InstantSource clock, Pacer.Pause pause) {
        this.ssm = ssm;
        this.pacer = new Pacer(clock, pause, INTERVAL);
    }

    /// The active sessions come first: one that ends meanwhile is found among the finished ones.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be read
    SessionHistory read() {
        Set<String> active = new HashSet<>();
        each(SessionState.ACTIVE, _ -> {}).forEach(session -> active.add(session.sessionId()));
        return new SessionHistory(
                each(SessionState.HISTORY, _ -> {}).stream().map(SessionReader::session).toList(),
                active);
    }

    /// The sessions that began since then, in the same order; one that ended meanwhile counts as
    /// over.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be read
    List<SeenSession> since(Instant begin) {
        SessionFilter after =
                SessionFilter.builder()
                        .key(SessionFilterKey.INVOKED_AFTER)
                        .value(begin.truncatedTo(ChronoUnit.SECONDS).toString())
                        .build();
        Map<String, SeenSession> sessions = new LinkedHashMap<>();
        for (SessionState state : List.of(SessionState.ACTIVE, SessionState.HISTORY)) {
            each(state, ask -> ask.filters(after))
                    .forEach(session ->
                            sessions.put(
                                    session.sessionId(),
                                    new SeenSession(session(session), state(state, session))));
        }
        return List.copyOf(sessions.values());
    }

    private static SeenSession.State state(
            SessionState asked, software.amazon.awssdk.services.ssm.model.Session session) {
        if (asked == SessionState.HISTORY) {
            return SeenSession.State.OVER;
        }
        return session.status() == SessionStatus.CONNECTED
                ? SeenSession.State.CONNECTED
                : SeenSession.State.PENDING;
    }

    private List<software.amazon.awssdk.services.ssm.model.Session> each(
            SessionState state, Consumer<DescribeSessionsRequest.Builder> more) {
        List<software.amazon.awssdk.services.ssm.model.Session> sessions = new ArrayList<>();
        @Nullable String token = null;
        do {
            pacer.await();
            DescribeSessionsResponse page =
                    ssm.describeSessions(
                            DescribeSessionsRequest.builder()
                                    .state(state)
                                    .maxResults(PAGE)
                                    .applyMutation(more)
                                    .nextToken(token)
                                    .build());
            sessions.addAll(page.sessions());
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return sessions;
    }

    private static Session session(software.amazon.awssdk.services.ssm.model.Session session) {
        Optional<Instant> end = Optional.ofNullable(session.endDate());
        return new Session(
                session.sessionId(),
                Objects.requireNonNullElse(session.owner(), Session.UNKNOWN_OWNER),
                Objects.requireNonNullElse(session.target(), Session.UNKNOWN_TARGET),
                Objects.requireNonNullElse(session.documentName(), ""),
                session.status() == SessionStatus.FAILED,
                Objects.requireNonNullElse(session.startDate(), end.orElse(Instant.EPOCH)),
                end);
    }
}
