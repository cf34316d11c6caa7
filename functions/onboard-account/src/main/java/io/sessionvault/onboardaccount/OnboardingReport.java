package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Obstacle;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.PlanText;
import io.sessionvault.reconcile.Reconciliation;
import io.sessionvault.reconcile.ServiceError;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the function answers: an entry for each account that the event names, or one that says why
/// it names none.
///
/// @param results the entries
public record OnboardingReport(List<Entry> results) {
    /// Tells whether nothing is left to do for any of the accounts.
    @JsonIgnore
    public boolean isSettled() {
        return results.stream().allMatch(Entry::isSettled);
    }

    /// What became of an account, or of the event.
    public enum Status {
        /// Observed after the last change, and nothing was left to do.
        GOVERNED,
        /// Only looked at.
        PLANNED,
        /// Something is left to do; the outcomes say what failed.
        INCOMPLETE,
        /// The account could not be entered or described.
        UNREACHABLE,
        /// The account is closed, departed or no member.
        LEFT_ALONE,
        /// The event asks for nothing.
        IGNORED
    }

    /// One account.
    ///
    /// @param accountId the account; absent when the event names none
    /// @param status what became of it
    /// @param reason in words, where the status does not say it all
    /// @param plan the plan before the first change, as text
    /// @param outcomes what became of each change
    /// @param remaining what was left to do after the last change, as text
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @Nullable String accountId,
            Status status,
            @Nullable String reason,
            @Nullable List<String> plan,
            @Nullable List<Step> outcomes,
            @Nullable List<String> remaining) {
        /// Tells whether the message may leave the queue.
        @JsonIgnore
        boolean isSettled() {
            return switch (status) {
                case GOVERNED, PLANNED, LEFT_ALONE, IGNORED -> true;
                case INCOMPLETE, UNREACHABLE -> false;
            };
        }
    }

    /// What became of one change.
    ///
    /// @param change the change, as in the plan
    /// @param outcome `APPLIED`, `BLOCKED`, or the kind of error: `TRANSIENT`, `STALE`, `DENIED`,
    ///     `REJECTED`
    /// @param errorCode AWS's error code
    /// @param requestId AWS's request id
    /// @param message AWS's message, or why the change was held back
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String change,
            String outcome,
            @Nullable String errorCode,
            @Nullable String requestId,
            @Nullable String message) {}

    static Entry ignored(String reason) {
        return new Entry(null, Status.IGNORED, reason, null, null, null);
    }

    static Entry gone(AccountId account, String cause) {
        return new Entry(account.value(), Status.LEFT_ALONE, cause, null, null, null);
    }

    static Entry of(AccountResult result) {
        String account = result.account().value();
        return switch (result) {
            case AccountResult.LeftAlone left ->
                    new Entry(account, Status.LEFT_ALONE, left.reason(), null, null, null);
            case AccountResult.Unreachable unreachable ->
                    new Entry(
                            account,
                            Status.UNREACHABLE,
                            "could not " + unreachable.step() + ": " + unreachable.error(),
                            null,
                            null,
                            null);
            case AccountResult.Reconciled(Reconciliation done) ->
                    new Entry(
                            account,
                            status(done),
                            null,
                            PlanText.lines(done.plan()),
                            steps(done),
                            done.isGoverned() ? null : PlanText.lines(done.remaining()));
        };
    }

    private static Status status(Reconciliation done) {
        if (done.mode() == Mode.PLAN) {
            return Status.PLANNED;
        }
        return done.isGoverned() ? Status.GOVERNED : Status.INCOMPLETE;
    }

    private static List<Step> steps(Reconciliation done) {
        return Stream.concat(
                        done.outcomes().stream().map(OnboardingReport::step),
                        done.remaining().obstacles().stream().flatMap(OnboardingReport::step))
                .toList();
    }

    private static Step step(Outcome outcome) {
        String change = PlanText.line(outcome.change());
        return switch (outcome) {
            case Outcome.Applied _ -> new Step(change, "APPLIED", null, null, null);
            case Outcome.Blocked blocked ->
                    new Step(change, "BLOCKED", null, null, String.join("; ", blocked.reasons()));
            case Outcome.Failed failed -> failure(change, failed.error());
        };
    }

    private static Stream<Step> step(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.UnusablePreferences unusable ->
                    Stream.of(
                            new Step(
                                    "  %-14s document left untouched".formatted(unusable.region()),
                                    "REJECTED",
                                    null,
                                    null,
                                    unusable.reason()));
            case Obstacle.UnseenRegion unseen ->
                    Stream.of(
                            failure(
                                    "  %-14s could not be read".formatted(unseen.region()),
                                    unseen.error()));
            case Obstacle.UnseenIdentity unseen ->
                    Stream.of(failure("  iam            could not be read", unseen.error()));
            case Obstacle.UnprovenRole unproven ->
                    Stream.of(
                            new Step(
                                    "  iam            role " + unproven.roleName(),
                                    "BLOCKED",
                                    null,
                                    null,
                                    unproven.toString()));
        };
    }

    private static Step failure(String change, ServiceError error) {
        return new Step(
                change,
                error.kind().name(),
                error.code(),
                error.requestId().orElse(null),
                error.message());
    }
}
