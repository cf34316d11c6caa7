package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How an account, or a part of it, is let go.
///
/// @param hold the hold, which comes first; empty when it is written already
/// @param regional the changes to preferences
/// @param identity the changes to the account's IAM side, in the order in which they have to be made;
///     they come when the changes to preferences have been made
/// @param obstacles what changes cannot put right
/// @param notices what a person should know, such as what is not taken back
public record ReleasePlan(
        Optional<ReleaseChange.WriteHold> hold,
        List<ReleaseChange.Regional> regional,
        List<ReleaseChange.OfIdentity> identity,
        List<ReleaseObstacle> obstacles,
        List<String> notices) {
    /// Copies the lists.
    public ReleasePlan {
        regional = List.copyOf(regional);
        identity = List.copyOf(identity);
        obstacles = List.copyOf(obstacles);
        notices = List.copyOf(notices);
    }

    /// Compares what is to be let go with what was observed.
    ///
    /// @param desired the account as it should be, under what is held so far
    /// @param hold the hold of all that is not held yet
    public static ReleasePlan between(
            DesiredAccount desired, ReleaseRequest request, Hold hold, ObservedRelease observed) {
        return ReleasePlanning.plan(desired, request, hold, observed);
    }

    /// All changes, in the order in which they are made.
    public List<ReleaseChange> changes() {
        return Stream.of(hold.stream(), regional.stream(), identity.stream())
                .<ReleaseChange>flatMap(changes -> changes)
                .toList();
    }

    /// The same without the changes that a person who confirmed another plan did not agree to.
    ///
    /// @param confirmed that other plan
    public ReleasePlan within(ReleasePlan confirmed) {
        List<ReleaseChange.OfIdentity> agreed =
                identity.stream().filter(confirmed.identity::contains).toList();
        return new ReleasePlan(
                hold,
                regional.stream().filter(confirmed::isAgreed).toList(),
                // What a role still has cannot be deleted.
                agreed.size() == identity.size()
                        ? agreed
                        : agreed.stream()
                                .filter(change ->
                                        !(change instanceof ReleaseChange.DeleteLogPolicy))
                                .toList(),
                obstacles,
                notices);
    }

    /// A text that this plan gives back becomes the default, too, if that failed at first.
    private boolean isAgreed(ReleaseChange.Regional change) {
        return regional.contains(change)
                || (change instanceof ReleaseChange.MakeDefault(RegionName region, String _)
                        && regional.stream()
                                .anyMatch(agreed ->
                                        agreed instanceof ReleaseChange.GiveBack back
                                                && back.region().equals(region)));
    }

    /// Tells whether nothing is left to do, and nothing stands in the way.
    public boolean isEmpty() {
        return changes().isEmpty() && obstacles.isEmpty();
    }

    /// The plan as people read it.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        changes().forEach(change -> lines.add(PlanText.line(change)));
        obstacles.forEach(obstacle -> lines.add("! " + obstacle));
        notices.forEach(notice -> lines.add("i " + notice));
        lines.add(summary());
        return lines.stream().map(ForeignText::plain).toList();
    }

    /// What a person agrees to who confirms this plan: all that it will do, in every detail, and all
    /// that it will not.
    public String terms() {
        return hold.map(ReleaseChange.WriteHold::scope) + "\n" + regional + identity + obstacles;
    }

    private String summary() {
        return isEmpty()
                ? "Release: nothing to do."
                : "Release: " + changes().size() + " to do, " + obstacles.size() + " in the way.";
    }
}
