package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change.IdentityChange;
import io.sessionvault.reconcile.Change.KeyChange;
import io.sessionvault.reconcile.Change.RegionalChange;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The difference between an account as it should be and as it is.
///
/// @param identity the changes to the account's IAM side, in the order in which they have to be
///     made
/// @param keys the changes to the session key, for the account that owns it; those of one Region
///     stand in the order in which they have to be made
/// @param regional the changes to its Regions; those of one Region stand in the order in which they
///     have to be made
/// @param encrypting the Regions in which a change to preferences may make sessions use the session
///     key
/// @param obstacles what changes cannot put right
/// @param notices what a person should know and what nothing has to be done about for the account
///     to be governed
public record Plan(
        List<IdentityChange> identity,
        List<KeyChange> keys,
        List<RegionalChange> regional,
        NavigableSet<RegionName> encrypting,
        List<Obstacle> obstacles,
        List<Notice> notices) {
    /// Copies the collections.
    public Plan {
        identity = List.copyOf(identity);
        keys = List.copyOf(keys);
        regional = List.copyOf(regional);
        encrypting = Collections.unmodifiableNavigableSet(new TreeSet<>(encrypting));
        obstacles = List.copyOf(obstacles);
        notices = List.copyOf(notices);
    }

    /// Compares an account as it should be with what was observed.
    public static Plan between(DesiredAccount desired, ObservedAccount observed) {
        return Planning.plan(desired, observed);
    }

    /// The same plan with one notice more.
    Plan with(Notice notice) {
        List<Notice> all = new ArrayList<>(notices);
        all.add(notice);
        return new Plan(identity, keys, regional, encrypting, obstacles, all);
    }

    /// Tells whether the account is as it should be: nothing to change and nothing in the way.
    public boolean isEmpty() {
        return changes().isEmpty() && obstacles.isEmpty();
    }

    /// All changes, in the order in which they are made.
    public List<Change.Governing> changes() {
        return Stream.of(identity, keys, regional).<Change.Governing>flatMap(List::stream).toList();
    }

    /// Why the preferences of a Region must not be switched yet; empty when nobody would be locked
    /// out.
    public List<String> reasonsToWait(RegionName region) {
        Stream<String> inTheWay =
                obstacles.stream().flatMap(obstacle -> reasonToWait(region, obstacle).stream());
        Stream<String> wrongPolicies =
                keys.stream()
                        .filter(change -> change.region().equals(region))
                        .flatMap(change -> reasonToWait(change).stream());
        return Stream.concat(inTheWay, wrongPolicies).toList();
    }

    private Optional<String> reasonToWait(RegionName region, Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.UnprovenRole(String role, List<Lack> lacks) ->
                    needed(region, lacks)
                            .map(those -> new Obstacle.UnprovenRole(role, those).toString());
            case Obstacle.UnprovenStarter(String name, List<Lack> lacks) ->
                    needed(region, lacks)
                            .map(those -> new Obstacle.UnprovenStarter(name, those).toString());
            case Obstacle.UnseenIdentity unseen -> Optional.of(unseen.toString());
            case Obstacle.UnusableKey unusable -> reasonIn(region, unusable.key(), unusable);
            case Obstacle.UnseenKey unseen -> reasonIn(region, unseen.key(), unseen);
            case Obstacle.TakenAlias _,
                    Obstacle.UnusablePreferences _,
                    Obstacle.UnseenRegion _,
                    Obstacle.NoGovernedRegion _ ->
                    Optional.empty();
        };
    }

    private Optional<List<Lack>> needed(RegionName region, List<Lack> lacks) {
        return Optional.of(
                        lacks.stream()
                                .filter(lack -> lack.permission().isNeededIn(region))
                                .filter(lack ->
                                        !lack.isOfEncryption() || encrypting.contains(region))
                                .toList())
                .filter(needed -> !needed.isEmpty());
    }

    private Optional<String> reasonIn(RegionName region, KeyArn key, Obstacle obstacle) {
        return Optional.of(obstacle.toString())
                .filter(_ -> key.region().equals(region) && encrypting.contains(region));
    }

    /// A replica that does not exist is an obstacle by itself, and sessions ask for no alias and no
    /// tag.
    private Optional<String> reasonToWait(KeyChange change) {
        return switch (change) {
            case Change.UpdateReplicaPolicy(KeyArn replica, Map<String, Object> _) ->
                    Optional.of(
                                    "BLOCKED "
                                            + replica.region()
                                            + ": session key "
                                            + replica
                                            + " does not have the primary key's policy yet")
                            .filter(_ -> encrypting.contains(replica.region()));
            case Change.CreateReplica _, Change.CreateKeyAlias _, Change.TagKey _ ->
                    Optional.empty();
        };
    }
}
