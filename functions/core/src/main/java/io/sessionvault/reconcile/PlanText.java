package io.sessionvault.reconcile;

import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.Change.Sign;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.List;

/// A plan as people read it: a line for each change, one for each obstacle, one for
/// each notice, and a summary. Names in it are of the account's owners.
public final class PlanText {
    private PlanText() {}

    /// The lines of a plan. An account that still waits for its policy is not reproached with what
    /// the policy will bring, and a Region not with the lack of the replica that it will get.
    public static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.changes().forEach(change -> lines.add(line(change)));
        plan.obstacles().stream()
                .filter(obstacle -> !willGo(obstacle, plan))
                .forEach(obstacle -> lines.add("! " + obstacle));
        plan.notices().forEach(notice -> lines.add("i " + notice));
        lines.add(summary(plan));
        return lines.stream().map(ForeignText::plain).toList();
    }

    private static boolean willGo(Obstacle obstacle, Plan plan) {
        return switch (obstacle) {
            case Obstacle.UnprovenRole(String _, List<Lack> lacks) ->
                    !plan.identity().isEmpty() && lacks.stream().noneMatch(Lack::staysWithPolicy);
            case Obstacle.UnusableKey(KeyArn key, SessionKey.Absent()) ->
                    plan.keys().stream()
                            .anyMatch(change ->
                                    change instanceof Change.CreateReplica
                                            && change.region().equals(key.region()));
            case Obstacle.UnprovenStarter _,
                    Obstacle.UnusableKey _,
                    Obstacle.UnseenKey _,
                    Obstacle.TakenAlias _,
                    Obstacle.UnusablePreferences _,
                    Obstacle.UnseenRegion _,
                    Obstacle.UnseenIdentity _,
                    Obstacle.NoGovernedRegion _ ->
                    false;
        };
    }

    /// Tells whether a change will be held back, because something is in its Region's way that the
    /// plan does not put right.
    private static boolean waits(Change change, Plan plan) {
        List<Obstacle> staying =
                plan.obstacles().stream().filter(obstacle -> !willGo(obstacle, plan)).toList();
        return change instanceof RegionalChange regional
                && !new Plan(List.of(), List.of(), List.of(), plan.encrypting(), staying, List.of())
                        .reasonsToWait(regional.region())
                        .isEmpty();
    }

    /// The line of one change.
    public static String line(Change change) {
        return ForeignText.plain(
                "%s %-14s %s".formatted(change.sign().symbol(), change.place(), change.summary()));
    }

    /// How many changes a plan makes, and how many of it are held back.
    public static String summary(Plan plan) {
        if (plan.isEmpty()) {
            return "Plan: nothing to change.";
        }
        List<Change.Governing> changes =
                plan.changes().stream().filter(change -> !waits(change, plan)).toList();
        long additions = changes.stream().filter(change -> change.sign() == Sign.ADD).count();
        int waiting = plan.changes().size() - changes.size();
        return "Plan: "
                + additions
                + " to add, "
                + (changes.size() - additions)
                + " to change"
                + (waiting == 0 ? "." : ", " + waiting + " held back.");
    }
}
