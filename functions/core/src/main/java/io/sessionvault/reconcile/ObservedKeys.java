package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The session key as the account that owns it sees it: with what the vault's stack set up.
///
/// @param home the Region of the primary key
/// @param primary the primary key
/// @param replicas the replica in each other governed Region
public record ObservedKeys(
        RegionName home,
        Observation<KeySetup> primary,
        NavigableMap<RegionName, Observation<KeySetup>> replicas) {

    /// Copies the replicas.
    public ObservedKeys {
        replicas = Collections.unmodifiableNavigableMap(new TreeMap<>(replicas));
    }

    /// The key in one Region and what belongs to it.
    ///
    /// @param key the key
    /// @param policy its policy, as parsed JSON; empty where there is no key
    /// @param aliases the ids of the keys that the Region's aliases name, by the alias's name
    /// @param tags its tags; empty where there is no key
    public record KeySetup(
            SessionKey key,
            Map<String, Object> policy,
            Map<String, String> aliases,
            Map<String, String> tags) {
        /// Copies aliases and tags.
        public KeySetup {
            aliases = Map.copyOf(aliases);
            tags = Map.copyOf(tags);
        }
    }

    /// The key in one Region; empty when it was not looked at.
    public Optional<Observation<SessionKey>> in(RegionName region) {
        Optional<Observation<KeySetup>> seen =
                region.equals(home)
                        ? Optional.of(primary)
                        : Optional.ofNullable(replicas.get(region));
        return seen.map(setup -> setup.map(KeySetup::key));
    }

    /// The same keys with some of them observed anew.
    public ObservedKeys with(Map<RegionName, Observation<KeySetup>> observedAnew) {
        NavigableMap<RegionName, Observation<KeySetup>> all = new TreeMap<>(replicas);
        all.putAll(observedAnew);
        Observation<KeySetup> newPrimary = all.remove(home);
        return new ObservedKeys(home, newPrimary == null ? primary : newPrimary, all);
    }
}
