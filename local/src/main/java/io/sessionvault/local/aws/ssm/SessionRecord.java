package io.sessionvault.local.aws.ssm;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.AccessType;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// What Systems Manager keeps of a session.
///
/// @param id the session's id, e.g. `ana.ruiz-0f3a9c2b7d1e48a65`
/// @param target the managed node, e.g. `i-0123456789abcdef0`
/// @param document the name of the Session document by which it was started
/// @param owner the ARN of who started it
/// @param status `Terminated` or `Failed` when it is over, any other while it is not
/// @param start when it was started
/// @param end when it ended; null while it has not
public record SessionRecord(
        String id,
        String target,
        String document,
        String owner,
        SessionStatus status,
        Instant start,
        @Nullable Instant end) {
    private static final Set<SessionStatus> OVER =
            EnumSet.of(SessionStatus.TERMINATED, SessionStatus.FAILED);

    /// @throws IllegalArgumentException when a session is over without an end, or has one and is
    ///     not, or ends before its start
    public SessionRecord {
        if (OVER.contains(status) != (end != null)) {
            throw new IllegalArgumentException(id + " is " + status + " and ends at " + end);
        }
        if (end != null && end.isBefore(start)) {
            throw new IllegalArgumentException(id + " ends before it starts");
        }
    }

    /// Whether the session is over.
    public boolean isOver() {
        return end != null;
    }

    /// This session when it is over.
    ///
    /// @param how `Terminated` or `Failed`
    public SessionRecord ended(SessionStatus how, Instant at) {
        return new SessionRecord(id, target, document, owner, how, start, at);
    }

    /// The session as the API tells it.
    Session shape() {
        return Session.builder()
                .sessionId(id)
                .target(target)
                .documentName(document)
                .owner(owner)
                .status(status)
                .startDate(start)
                .endDate(end)
                .accessType(AccessType.STANDARD)
                .build();
    }
}
