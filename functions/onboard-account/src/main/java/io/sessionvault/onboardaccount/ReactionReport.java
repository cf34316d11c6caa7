package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.PlanText;
import io.sessionvault.reconcile.Reaction;
import io.sessionvault.reconcile.Reconciliation;
import java.util.List;
import java.util.stream.Stream;

/// What became of an account in which something was changed.
///
/// @param changed the account
/// @param status what became of it
/// @param reason in words, where the status does not say it all
/// @param differs what differs from what it should be, a line for each
/// @param places where it differs: Regions, and `global` for roles and policies
/// @param steps what became of each change that was tried
record ReactionReport(
        ChangedAccount changed,
        Status status,
        String reason,
        List<String> differs,
        List<String> places,
        List<OnboardingReport.Step> steps) {
    private static final int MOST_LINES = 50;
    private static final int LONGEST_LINE = 1000;

    /// What became of it.
    enum Status {
        /// Looked at, and nothing was left to do.
        GOVERNED,
        /// Looked at, and something is left that nobody has repaired.
        DRIFTED,
        /// Looked at, and it is the onboarding's: nothing that the vault makes is in it.
        NEVER_GOVERNED,
        /// The account is closed, suspended or no member.
        LEFT_ALONE,
        /// Changes are held back: nothing was looked at.
        PAUSED,
        /// A look that began after its changes has seen them.
        COVERED,
        /// Something is left that may pass.
        INCOMPLETE,
        /// The account could not be entered or described, or nobody can tell whether it may be changed.
        UNREACHABLE,
        /// Something failed that nobody has foreseen.
        FAILED,
        /// The time of the invocation was not enough.
        NOT_BEGUN
    }

    /// Copies the lists.
    ReactionReport {
        differs = List.copyOf(differs);
        places = List.copyOf(places);
        steps = List.copyOf(steps);
    }

    static ReactionReport of(ChangedAccount changed, Status status, String reason) {
        return new ReactionReport(changed, status, reason, List.of(), List.of(), List.of());
    }

    static ReactionReport of(ChangedAccount changed, Reaction reaction) {
        return switch (reaction) {
            case Reaction.Ended(AccountResult.LeftAlone(AccountId _, String reason)) ->
                    of(changed, Status.LEFT_ALONE, reason);
            case Reaction.Ended(AccountResult.Unreachable unreachable) ->
                    of(
                            changed,
                            Status.UNREACHABLE,
                            "could not " + unreachable.step() + ": " + unreachable.error());
            case Reaction.Looked looked -> of(changed, looked);
        };
    }

    private static ReactionReport of(ChangedAccount changed, Reaction.Looked looked) {
        Reconciliation done = looked.reconciliation();
        Status status =
                looked.mayPass()
                        ? Status.INCOMPLETE
                        : looked.isDrifted()
                                ? Status.DRIFTED
                                : done.isGoverned() ? Status.GOVERNED : Status.NEVER_GOVERNED;
        return new ReactionReport(
                changed,
                status,
                "",
                lines(done.remaining(), looked.unlogged()),
                Stream.concat(
                                done.remaining().changes().stream().map(change -> change.place()),
                                looked.unlogged().stream().map(each -> each.region().value()))
                        .distinct()
                        .sorted()
                        .toList(),
                done.outcomes().stream().map(OnboardingReport::step).toList());
    }

    /// What differs, without what nothing has to be done about.
    private static List<String> lines(Plan plan, List<Notice.RolledBackNotLogged> unlogged) {
        if (plan.isEmpty() && unlogged.isEmpty()) {
            return List.of();
        }
        Plan differences =
                new Plan(
                        plan.identity(),
                        plan.keys(),
                        plan.regional(),
                        plan.encrypting(),
                        plan.obstacles(),
                        List.copyOf(unlogged));
        return PlanText.lines(differences).stream()
                .limit(MOST_LINES)
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
                .toList();
    }

    /// Tells whether its messages may leave the queue.
    boolean isSettled() {
        return switch (status) {
            case GOVERNED, DRIFTED, NEVER_GOVERNED, LEFT_ALONE, PAUSED, COVERED -> true;
            case INCOMPLETE, UNREACHABLE, FAILED, NOT_BEGUN -> false;
        };
    }

    /// Tells whether the account was looked at.
    boolean isLooked() {
        return switch (status) {
            case GOVERNED, DRIFTED, NEVER_GOVERNED, INCOMPLETE -> true;
            case LEFT_ALONE, PAUSED, COVERED, UNREACHABLE, FAILED, NOT_BEGUN -> false;
        };
    }

    /// What a person can do about an account that has drifted.
    String todo() {
        return "what is planned is made by {\"accountId\": \""
                + changed.account()
                + "\", \"mode\": \"apply\"} to OnboardAccount, or by each run and reaction where"
                + " ComplianceMode is enforce; a line with ! says itself what is in the way";
    }
}
