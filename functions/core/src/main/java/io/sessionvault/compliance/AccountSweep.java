package io.sessionvault.compliance;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.rule.LocatedFinding;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the sweep found out about one account.
///
/// @param account the account
/// @param coverage whether its sessions are logged
/// @param reason why it is left alone or unknown; null otherwise
/// @param regions its governed Regions, those that are held included
/// @param days its finished sessions by the day (UTC) on which they ended
/// @param repairs what was changed, in words, each with its place
/// @param findings the broken rules
public record AccountSweep(
        AccountId account,
        Coverage coverage,
        @Nullable String reason,
        List<RegionSweep> regions,
        List<SessionDay> days,
        List<String> repairs,
        List<LocatedFinding> findings) {

    /// How long Systems Manager tells of a session after its end.
    ///
    /// Source: Systems Manager user guide, "View session history": 30 days.
    public static final Duration HISTORY = Duration.ofDays(30);

    /// The sweep of a large organization takes hours, in which the oldest sessions leave the
    /// history: what is this near the edge may have been overlooked.
    public static final Duration SURE_HISTORY = HISTORY.minusDays(1);

    /// Copies the lists.
    public AccountSweep {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(coverage, "coverage");
        regions = List.copyOf(regions);
        days = List.copyOf(days);
        repairs = List.copyOf(repairs);
        findings = List.copyOf(findings);
    }

    /// Whether sessions are logged in a place.
    public enum Coverage {
        /// Everything is as it should be.
        COVERED,
        /// Something is not as it should be.
        NOT_COVERED,
        /// It could not be told.
        UNKNOWN,
        /// Nobody asks for it: the account is closed, or nobody can open sessions in the Region.
        LEFT_ALONE
    }

    /// Whether the streams of sessions in a Region are encrypted with the session key.
    public enum Encryption {
        /// The preferences name the session key.
        ENCRYPTED,
        /// Sessions are logged, and the key waits until everybody can use it.
        WAITING,
        /// The configuration does not ask for it.
        NOT_ASKED_FOR,
        /// It could not be told.
        UNKNOWN
    }

    /// One Region.
    ///
    /// @param region the Region
    /// @param coverage whether its sessions are logged
    /// @param encryption whether their streams are encrypted; null where sessions are not logged, and
    ///     in a report that is older than this name
    /// @param sessions its finished sessions
    public record RegionSweep(
            RegionName region,
            Coverage coverage,
            @Nullable Encryption encryption,
            SessionCount sessions) {
        /// Demands the rest of it, which JSON does not.
        public RegionSweep {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(coverage, "coverage");
            Objects.requireNonNull(sessions, "sessions");
        }
    }

    /// The sessions that ended on one day.
    ///
    /// @param day the day, in UTC
    /// @param sessions the sessions
    public record SessionDay(LocalDate day, SessionCount sessions) {
        /// Demands all of it, which JSON does not.
        public SessionDay {
            Objects.requireNonNull(day, "day");
            Objects.requireNonNull(sessions, "sessions");
        }
    }

    /// Finished sessions by what became of their logs.
    ///
    /// @param logged the log is in the vault
    /// @param unlogged there should be a log and is none
    /// @param unloggable a kind of session that is never logged, a document or an ECS cluster that
    ///     does not log, or over before there was a shell
    /// @param waiting the grace time is not over yet
    public record SessionCount(int logged, int unlogged, int unloggable, int waiting) {
        /// None.
        public static final SessionCount NONE = new SessionCount(0, 0, 0, 0);

        /// Both together.
        public SessionCount plus(SessionCount other) {
            return new SessionCount(
                    logged + other.logged,
                    unlogged + other.unlogged,
                    unloggable + other.unloggable,
                    waiting + other.waiting);
        }

        /// All of them.
        public int total() {
            return logged + unlogged + unloggable + waiting;
        }
    }
}
