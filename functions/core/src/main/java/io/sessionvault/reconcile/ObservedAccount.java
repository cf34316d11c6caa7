package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What one account looks like now.
///
/// @param identity the account's IAM side
/// @param keys the session key; empty for an account that does not own it
/// @param regions each governed Region's side
/// @param ungoverned the preferences of other Regions, as far as they had to be looked at
public record ObservedAccount(
        Observation<ObservedIdentity> identity,
        Optional<ObservedKeys> keys,
        NavigableMap<RegionName, ObservedRegion> regions,
        NavigableMap<RegionName, Observation<Preferences>> ungoverned) {

    /// Copies the Regions.
    public ObservedAccount {
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
        ungoverned = Collections.unmodifiableNavigableMap(new TreeMap<>(ungoverned));
    }

    /// The same account with its IAM side observed anew.
    public ObservedAccount with(Observation<ObservedIdentity> newIdentity) {
        return new ObservedAccount(newIdentity, keys, regions, ungoverned);
    }

    /// The same account with its keys observed anew.
    public ObservedAccount with(ObservedKeys newKeys) {
        return new ObservedAccount(identity, Optional.of(newKeys), regions, ungoverned);
    }

    /// The same account with some of its Regions observed anew.
    public ObservedAccount with(Map<RegionName, ObservedRegion> newRegions) {
        NavigableMap<RegionName, ObservedRegion> all = new TreeMap<>(regions);
        all.putAll(newRegions);
        return new ObservedAccount(identity, keys, all, ungoverned);
    }
}
