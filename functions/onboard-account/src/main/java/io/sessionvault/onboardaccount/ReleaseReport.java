package io.sessionvault.onboardaccount;

import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.onboardaccount.OnboardingReport.Step;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.ReleaseObstacle;
import io.sessionvault.reconcile.ReleasePlan;
import io.sessionvault.reconcile.ReleaseResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the function answers to a person who lets an account go, or go on.
final class ReleaseReport {
    private ReleaseReport() {}

    static Entry of(ReleaseResult result) {
        return switch (result) {
            case ReleaseResult.Visited(AccountResult visited) -> OnboardingReport.of(visited);
            case ReleaseResult.Refused refused ->
                    OnboardingReport.unreadable(
                            "account " + refused.account() + ": " + refused.reason());
            case ReleaseResult.Planned planned ->
                    new Entry(
                            planned.account().value(),
                            Status.PLANNED,
                            reason(planned.unfit()),
                            planned.plan().lines(),
                            List.of(),
                            null,
                            notices(planned.plan()),
                            planned.confirm());
            case ReleaseResult.Done done ->
                    new Entry(
                            done.account().value(),
                            done.remaining().isEmpty() ? Status.RELEASED : Status.INCOMPLETE,
                            null,
                            done.plan().lines(),
                            steps(done.outcomes(), done.remaining()),
                            done.remaining().isEmpty() ? null : done.remaining().lines(),
                            notices(done.remaining()),
                            null);
        };
    }

    private static @Nullable String reason(Optional<String> unfit) {
        return unfit.map(confirm ->
                        "confirm \""
                                + confirm
                                + "\" is of another plan than this one; nothing was changed")
                .orElse(null);
    }

    private static @Nullable List<String> notices(ReleasePlan plan) {
        return plan.notices().isEmpty() ? null : plan.notices();
    }

    private static List<Step> steps(List<Outcome> outcomes, ReleasePlan remaining) {
        return Stream.concat(
                        outcomes.stream().map(OnboardingReport::step),
                        remaining.obstacles().stream().map(ReleaseReport::step))
                .toList();
    }

    private static Step step(ReleaseObstacle obstacle) {
        return switch (obstacle) {
            case ReleaseObstacle.UnclearText _ -> rejected(obstacle, "give the text back");
            case ReleaseObstacle.UntoldRegions _ -> rejected(obstacle, "find the Regions");
            case ReleaseObstacle.PolicyInUse _ -> rejected(obstacle, "delete the policy");
            case ReleaseObstacle.UnseenRegion(var region, var error) ->
                    OnboardingReport.failure(region.value(), "read the Region", error);
            case ReleaseObstacle.UnseenIdentity(var error) ->
                    OnboardingReport.failure(obstacle.place(), "read roles and policies", error);
        };
    }

    private static Step rejected(ReleaseObstacle obstacle, String what) {
        return new Step(obstacle.place(), what, "REJECTED", null, null, obstacle.toString());
    }
}
