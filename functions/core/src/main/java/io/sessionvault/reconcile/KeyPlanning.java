package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Change.KeyChange;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the session key is planned: each replica as the primary key is, which is as the vault's
/// stack made it. Tags alone are not copied: each key gets the one that just-in-time node access
/// asks for.
final class KeyPlanning {
    private static final ServiceError NOT_ASKED =
            new ServiceError(
                    ErrorKind.STALE, "NotAsked", "nobody asked for the key", Optional.empty());

    private final DesiredAccount desired;
    private final List<KeyChange> changes = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    private KeyPlanning(DesiredAccount desired) {
        this.desired = desired;
    }

    /// What the account that owns the key has to do to its keys, and what stands in the way.
    ///
    /// @param changes the changes
    /// @param obstacles what changes cannot put right
    record Result(List<KeyChange> changes, List<Obstacle> obstacles) {
        /// Tells whether the changes make the key of a Region.
        boolean makes(RegionName region) {
            return changes.stream()
                    .anyMatch(change ->
                            change instanceof Change.CreateReplica
                                    && change.region().equals(region));
        }
    }

    static Result plan(DesiredAccount desired, Optional<ObservedKeys> observed) {
        KeyPlanning planning = new KeyPlanning(desired);
        if (desired.ownsSessionKey() && desired.encryptsSessions()) {
            KeyArn primary = desired.sessionKey();
            obstacle(primary, observed.flatMap(keys -> keys.in(primary.region())))
                    .ifPresent(planning.obstacles::add);
            if (observed.isPresent()
                    && observed.get().primary()
                            instanceof Observation.Seen<KeySetup>(KeySetup setup)
                    && setup.key().isUsable()) {
                planning.addTag(primary, setup);
            }
            desired.replicaRegions().forEach(region -> planning.compare(region, observed));
        }
        return new Result(planning.changes, planning.obstacles);
    }

    /// Why sessions cannot be encrypted with a key, as far as it was looked at; empty when they
    /// can. A key that nobody looked at is not known to be fine.
    static Optional<Obstacle> obstacle(KeyArn key, Optional<Observation<SessionKey>> observed) {
        return switch (observed.orElse(new Observation.Unseen<>(NOT_ASKED))) {
            case Observation.Unseen<SessionKey>(ServiceError error) ->
                    Optional.of(new Obstacle.UnseenKey(key, error));
            case Observation.Seen<SessionKey>(SessionKey seen) ->
                    seen.isUsable()
                            ? Optional.empty()
                            : Optional.of(new Obstacle.UnusableKey(key, seen));
        };
    }

    private void compare(RegionName region, Optional<ObservedKeys> observed) {
        KeyArn replica = desired.sessionKey().in(region);
        if (observed.isPresent()
                && observed.get().primary() instanceof Observation.Seen<KeySetup>(KeySetup primary)
                && observed.get().replicas().get(region)
                        instanceof Observation.Seen<KeySetup>(KeySetup setup)) {
            compare(replica, primary, setup);
        } else {
            obstacle(replica, observed.flatMap(keys -> keys.in(region))).ifPresent(obstacles::add);
        }
    }

    private void compare(KeyArn replica, KeySetup primary, KeySetup setup) {
        switch (setup.key()) {
            case SessionKey.Absent() when primary.key().isUsable() -> {
                changes.add(
                        new Change.CreateReplica(
                                desired.sessionKey(), replica.region(), primary.policy()));
                addAliases(replica, primary, setup);
            }
            case SessionKey key when !key.isUsable() ->
                    obstacles.add(new Obstacle.UnusableKey(replica, key));
            case SessionKey _ when primary.key() instanceof SessionKey.Present -> {
                if (!setup.policy().equals(primary.policy())) {
                    changes.add(new Change.UpdateReplicaPolicy(replica, primary.policy()));
                }
                addTag(replica, setup);
                addAliases(replica, primary, setup);
            }
            case SessionKey _ -> {} // There is no primary key to compare with, which is said.
        }
    }

    private void addTag(KeyArn key, KeySetup setup) {
        if (!NodeAccessTag.isIn(setup.tags())) {
            changes.add(new Change.TagKey(key));
        }
    }

    private void addAliases(KeyArn replica, KeySetup primary, KeySetup setup) {
        new TreeMap<>(primary.aliases())
                .forEach((alias, keyId) -> {
                    if (keyId.equals(replica.keyId())) {
                        addAlias(replica, alias, setup.aliases());
                    }
                });
    }

    private void addAlias(KeyArn replica, String alias, Map<String, String> aliases) {
        String named = aliases.get(alias);
        if (named == null) {
            changes.add(new Change.CreateKeyAlias(replica, alias));
        } else if (!named.equals(replica.keyId())) {
            obstacles.add(new Obstacle.TakenAlias(replica, alias, named));
        }
    }
}
