package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.reconcile.Obstacle.UnprovenRole;
import java.util.List;
import java.util.stream.Stream;

/// The difference between an account as it should be and as it is.
///
/// @param identity the changes to the account's IAM side, in the order in which they have to be
///     made
/// @param regional the changes to its Regions; those of one Region stand in the order in which they
///     have to be made
/// @param obstacles what changes cannot put right
public record Plan(
        List<IdentityChange> identity, List<RegionalChange> regional, List<Obstacle> obstacles) {
    /// Copies the lists.
    public Plan {
        identity = List.copyOf(identity);
        regional = List.copyOf(regional);
        obstacles = List.copyOf(obstacles);
    }

    /// Compares an account as it should be with what was observed.
    public static Plan between(DesiredAccount desired, ObservedAccount observed) {
        return Planning.plan(desired, observed);
    }

    /// Tells whether the account is as it should be: nothing to change and nothing in the way.
    public boolean isEmpty() {
        return identity.isEmpty() && regional.isEmpty() && obstacles.isEmpty();
    }

    /// All changes, in the order in which they are made.
    public List<Change> changes() {
        return Stream.<Change>concat(identity.stream(), regional.stream()).toList();
    }

    /// Why the preferences of a Region must not be switched yet; empty when nobody would be locked
    /// out.
    public List<String> reasonsToWait(RegionName region) {
        return obstacles.stream()
                .flatMap(obstacle ->
                        switch (obstacle) {
                            case UnprovenRole(String role, List<LogPermission> missing) -> {
                                List<LogPermission> needed =
                                        missing.stream()
                                                .filter(lacks -> lacks.isNeededIn(region))
                                                .toList();
                                yield needed.isEmpty()
                                        ? Stream.<String>empty()
                                        : Stream.of(new UnprovenRole(role, needed).toString());
                            }
                            case Obstacle.UnseenIdentity unseen -> Stream.of(unseen.toString());
                            case Obstacle.UnusablePreferences _,
                                    Obstacle.UnseenRegion _,
                                    Obstacle.NoGovernedRegion _ ->
                                    Stream.<String>empty();
                        })
                .toList();
    }
}
