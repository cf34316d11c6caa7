package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Obstacle;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.PlanText;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the function answers: an entry for each account that the event names, or one that says why
/// it names none.
///
/// @param results the entries
public record OnboardingReport(List<Entry> results) {
    private static final String GLOBAL = "global";

    /// Tells whether nothing is left to do for any of the accounts.
    @JsonIgnore
    public boolean isSettled() {
        return results.stream().allMatch(Entry::isSettled);
    }

    /// What became of an account, or of the event.
    public enum Status {
        /// Observed after the last change, and nothing was left to do.
        GOVERNED,
        /// Observed after the last change: it is let go, or some of its Regions are, and nothing was
        /// left to do.
        RELEASED,
        /// All of it is held, and nothing was changed.
        HELD,
        /// Only looked at.
        PLANNED,
        /// Something is left to do; the outcomes say what failed.
        INCOMPLETE,
        /// The account could not be entered or described, or nobody could tell whether it may be changed.
        UNREACHABLE,
        /// The account is closed, departed or no member.
        LEFT_ALONE,
        /// Changes are held back: nothing was looked at or changed. The run that lifting the pause
        /// starts finds an account that was never governed; what else was asked is asked again.
        PAUSED,
        /// Sessions of switched Regions were looked at, and are looked at again.
        WATCHING,
        /// They were looked at for the last time.
        WATCHED,
        /// Sessions failed after a switch, and the vault took back what can lock people out. The
        /// Region is held.
        ROLLED_BACK,
        /// The event asks for nothing.
        IGNORED,
        /// The event names no account, and those that are new were put into the queue.
        COMPARED,
        /// The event may ask for something, and nobody can tell for what.
        UNREADABLE
    }

    /// One account.
    ///
    /// @param accountId the account; absent when the event names none
    /// @param status what became of it
    /// @param reason in words, where the status does not say it all
    /// @param plan the plan before the first change, as text
    /// @param outcomes what became of each change
    /// @param remaining what was left to do after the last change, as text
    /// @param notices what a person should know about a governed account, such as who keeps sessions
    ///     from being encrypted
    /// @param confirm what confirms the plan of a release
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @Nullable String accountId,
            Status status,
            @Nullable String reason,
            @Nullable List<String> plan,
            @Nullable List<Step> outcomes,
            @Nullable List<String> remaining,
            @Nullable List<String> notices,
            @Nullable String confirm) {
        /// Makes plain text of what its owners or AWS call things.
        public Entry {
            reason = reason == null ? null : ForeignText.plain(reason);
            notices = notices == null ? null : notices.stream().map(ForeignText::plain).toList();
        }

        /// Tells whether the message may leave the queue.
        @JsonIgnore
        boolean isSettled() {
            return switch (status) {
                case GOVERNED,
                        RELEASED,
                        HELD,
                        PLANNED,
                        LEFT_ALONE,
                        PAUSED,
                        WATCHING,
                        WATCHED,
                        ROLLED_BACK,
                        IGNORED,
                        COMPARED ->
                        true;
                case INCOMPLETE, UNREACHABLE, UNREADABLE -> false;
            };
        }
    }

    /// What became of one change.
    ///
    /// @param region the Region, or `global` for the account's IAM side
    /// @param change the change, as in the plan, or what was tried
    /// @param outcome `APPLIED`, `BLOCKED`, or the kind of error: `TRANSIENT`, `STALE`, `DENIED`,
    ///     `REJECTED`
    /// @param errorCode AWS's error code
    /// @param requestId AWS's request id
    /// @param message AWS's message, or why the change was held back
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String region,
            String change,
            String outcome,
            @Nullable String errorCode,
            @Nullable String requestId,
            @Nullable String message) {
        /// Makes plain text of what its owners or AWS call things.
        public Step {
            change = ForeignText.plain(change);
            message = message == null ? null : ForeignText.plain(message);
        }
    }

    static Entry ignored(String reason) {
        return new Entry(null, Status.IGNORED, reason, null, null, null, null, null);
    }

    static Entry compared(String reason) {
        return new Entry(null, Status.COMPARED, reason, null, null, null, null, null);
    }

    static Entry unreadable(String reason) {
        return new Entry(null, Status.UNREADABLE, reason, null, null, null, null, null);
    }

    static Entry unreachable(AccountId account, String reason) {
        return new Entry(account.value(), Status.UNREACHABLE, reason, null, null, null, null, null);
    }

    static Entry paused(AccountId account, String reason) {
        return new Entry(account.value(), Status.PAUSED, reason, null, null, null, null, null);
    }

    static Entry gone(AccountId account, String cause) {
        return new Entry(account.value(), Status.LEFT_ALONE, cause, null, null, null, null, null);
    }

    static Entry of(AccountResult result) {
        String account = result.account().value();
        return switch (result) {
            case AccountResult.LeftAlone left ->
                    new Entry(
                            account,
                            Status.LEFT_ALONE,
                            left.reason(),
                            null,
                            null,
                            null,
                            null,
                            null);
            case AccountResult.Unreachable unreachable ->
                    new Entry(
                            account,
                            Status.UNREACHABLE,
                            "could not " + unreachable.step() + ": " + unreachable.error(),
                            null,
                            null,
                            null,
                            null,
                            null);
            case AccountResult.Reconciled(
                            Reconciliation done,
                            NavigableSet<RegionName> notEnabled) ->
                    new Entry(
                            account,
                            status(done),
                            notEnabled.isEmpty()
                                    ? null
                                    : "listed Regions that the account has not enabled: "
                                            + notEnabled,
                            PlanText.lines(done.plan()),
                            steps(done),
                            done.isGoverned() ? null : PlanText.lines(done.remaining()),
                            done.remaining().notices().isEmpty()
                                    ? null
                                    : done.remaining().notices().stream()
                                            .map(Notice::toString)
                                            .toList(),
                            null);
        };
    }

    private static Status status(Reconciliation done) {
        if (done.mode() == Mode.PLAN) {
            return Status.PLANNED;
        }
        if (!done.isGoverned()) {
            return Status.INCOMPLETE;
        }
        boolean isHeld =
                done.remaining().notices().stream()
                        .anyMatch(notice ->
                                notice instanceof Notice.AccountHeld
                                        || notice instanceof Notice.AllRegionsHeld);
        return isHeld ? Status.HELD : Status.GOVERNED;
    }

    private static List<Step> steps(Reconciliation done) {
        return switch (done.mode()) {
            case PLAN -> List.of();
            case APPLY ->
                    Stream.concat(
                                    done.outcomes().stream().map(OnboardingReport::step),
                                    done.remaining().obstacles().stream()
                                            .map(OnboardingReport::step))
                            .toList();
        };
    }

    static Step step(Outcome outcome) {
        Change change = outcome.change();
        String region = change.place();
        String what = change.sign().symbol() + " " + change.summary();
        return switch (outcome) {
            case Outcome.Applied _ -> new Step(region, what, "APPLIED", null, null, null);
            case Outcome.Blocked blocked ->
                    new Step(
                            region,
                            what,
                            "BLOCKED",
                            null,
                            null,
                            String.join("; ", blocked.reasons()));
            case Outcome.Refused refused ->
                    new Step(region, what, "BLOCKED", null, null, refused.reason());
            case Outcome.Failed failed -> failure(region, what, failed.error());
        };
    }

    private static Step step(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.UnusablePreferences(RegionName region, String reason) ->
                    new Step(
                            region.value(),
                            "document " + PreferencesDocument.NAME + " left untouched",
                            "REJECTED",
                            null,
                            null,
                            reason);
            case Obstacle.UnseenRegion(RegionName region, ServiceError error) ->
                    failure(region.value(), "read the Region", error);
            case Obstacle.UnseenIdentity(ServiceError error) ->
                    failure(GLOBAL, "read roles and policies", error);
            case Obstacle.UnusableKey unusable ->
                    new Step(
                            unusable.key().region().value(),
                            "use the session key",
                            unusable.isPassing() ? "TRANSIENT" : "BLOCKED",
                            null,
                            null,
                            unusable.toString());
            case Obstacle.UnseenKey unseen ->
                    new Step(
                            unseen.key().region().value(),
                            "read session key " + unseen.key(),
                            unseen.error().kind().name(),
                            unseen.error().code(),
                            unseen.error().requestId().orElse(null),
                            unseen.error().message() + "; " + unseen.remedy());
            case Obstacle.TakenAlias taken ->
                    new Step(
                            taken.key().region().value(),
                            "session key: " + taken.alias(),
                            "REJECTED",
                            null,
                            null,
                            taken.toString());
            case Obstacle.UnprovenRole unproven ->
                    blocked("prove role " + unproven.roleName(), unproven);
            case Obstacle.UnprovenStarter unproven -> blocked("prove " + unproven.name(), unproven);
            case Obstacle.NoGovernedRegion none ->
                    new Step(
                            GLOBAL,
                            "find the governed Regions",
                            "REJECTED",
                            null,
                            null,
                            none.toString());
        };
    }

    private static Step blocked(String what, Obstacle obstacle) {
        return new Step(GLOBAL, what, "BLOCKED", null, null, obstacle.toString());
    }

    static Step failure(String region, String change, ServiceError error) {
        return new Step(
                region,
                change,
                error.kind().name(),
                error.code(),
                error.requestId().orElse(null),
                error.message());
    }
}
