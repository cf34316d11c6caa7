package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// The sessions of an account and Region, the newest first: those under way, and those that ended
/// within the last 30 days.
///
/// Source: Systems Manager API reference, "DescribeSessions"; Systems Manager user guide, "View
/// session history".
final class SsmSessions {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_RESULTS = 200;

    private final Ssm ssm;
    private final int pageSize;
    private final Beliefs beliefs;

    SsmSessions(Ssm ssm, int pageSize, Beliefs beliefs) {
        this.ssm = ssm;
        this.beliefs = beliefs;
        this.pageSize = Math.min(pageSize, MOST_RESULTS);
    }

    void register(Operations operations) {
        operations.on(
                DescribeSessionsRequest.class,
                Authorization.toAny("ssm:DescribeSessions"),
                this::describe);
    }

    private DescribeSessionsResponse describe(Call call, DescribeSessionsRequest request) {
        Integer most = request.maxResults();
        if (most != null && (most < 1 || most > MOST_RESULTS)) {
            throw AwsError.validation("maxResults is 1 to 200, not " + most);
        }
        boolean over = wantsHistory(request);
        Instant oldest = call.now().minus(KEPT);
        Instant begin = invokedAfter(request);
        List<Session> all =
                ssm.region(call).sessions().stream()
                        .filter(session -> session.isOver() == over)
                        .filter(session -> !session.start().isBefore(begin))
                        .filter(session -> session.end() == null || !session.end().isBefore(oldest))
                        .map(SessionRecord::shape)
                        .map(this::believed)
                        .toList();
        Page<Session> page =
                Page.of(
                        all,
                        request.nextToken(),
                        most,
                        pageSize,
                        wrong -> new AwsError("InvalidNextToken", 400, "not a token: " + wrong));
        return DescribeSessionsResponse.builder()
                .sessions(page.items())
                .nextToken(page.next())
                .build();
    }

    private Session believed(Session session) {
        return session.status() == SessionStatus.FAILED
                        && beliefs.refusedSessions() == Beliefs.RefusedSessions.TERMINATED
                ? session.toBuilder().status(SessionStatus.TERMINATED).build()
                : session;
    }

    /// The only filter that is understood.
    ///
    /// Source: Systems Manager API reference, data type `SessionFilter`: 1 to 6 filters, and of
    /// `InvokedAfter` the sessions that started then or later.
    private static Instant invokedAfter(DescribeSessionsRequest request) {
        if (request.hasFilters() && request.filters().isEmpty()) {
            throw AwsError.validation("filters must have 1 to 6 members");
        }
        Instant begin = Instant.MIN;
        for (SessionFilter filter : request.filters()) {
            if (filter.key() != SessionFilterKey.INVOKED_AFTER) {
                throw AwsError.notImplemented("the filter " + filter.keyAsString());
            }
            begin = Instant.parse(filter.value());
        }
        return begin;
    }

    private static boolean wantsHistory(DescribeSessionsRequest request) {
        if (request.state() == null) {
            throw AwsError.validation("state is missing");
        }
        return switch (request.state()) {
            case HISTORY -> true;
            case ACTIVE -> false;
            case UNKNOWN_TO_SDK_VERSION ->
                    throw AwsError.validation("not a state: " + request.stateAsString());
        };
    }
}
