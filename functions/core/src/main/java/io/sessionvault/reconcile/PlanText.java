package io.sessionvault.reconcile;

import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.Change.Sign;
import java.util.ArrayList;
import java.util.List;

/// A plan as people read it: a line for each change, one for each obstacle, and a summary.
public final class PlanText {
    private PlanText() {}

    /// The lines of a plan. An account that still waits for its policy is not reproached with what
    /// the policy will bring.
    public static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.identity().forEach(change -> lines.add(line(change, "global")));
        plan.regional().forEach(change -> lines.add(line(change, change.region().value())));
        plan.obstacles().stream()
                .filter(obstacle ->
                        plan.identity().isEmpty() || !(obstacle instanceof Obstacle.UnprovenRole))
                .forEach(obstacle -> lines.add("! " + obstacle));
        lines.add(summary(plan));
        return List.copyOf(lines);
    }

    /// The line of one change.
    public static String line(Change change) {
        return change instanceof RegionalChange regional
                ? line(change, regional.region().value())
                : line(change, "global");
    }

    /// How many changes a plan has.
    public static String summary(Plan plan) {
        if (plan.isEmpty()) {
            return "Plan: nothing to change.";
        }
        List<Change> changes = plan.changes();
        long additions = changes.stream().filter(change -> change.sign() == Sign.ADD).count();
        return "Plan: " + additions + " to add, " + (changes.size() - additions) + " to change.";
    }

    private static String line(Change change, String where) {
        return "%s %-14s %s".formatted(change.sign().symbol(), where, change.summary());
    }
}
