package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What one account looks like now.
///
/// @param identity the account's IAM side
/// @param regions each governed Region's side
public record ObservedAccount(
        Observation<ObservedIdentity> identity, NavigableMap<RegionName, ObservedRegion> regions) {

    /// Copies the Regions.
    public ObservedAccount {
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
    }

    /// The same account with its IAM side observed anew.
    public ObservedAccount with(Observation<ObservedIdentity> newIdentity) {
        return new ObservedAccount(newIdentity, regions);
    }

    /// The same account with some of its Regions observed anew.
    public ObservedAccount with(Map<RegionName, ObservedRegion> newRegions) {
        NavigableMap<RegionName, ObservedRegion> all = new TreeMap<>(regions);
        all.putAll(newRegions);
        return new ObservedAccount(identity, all);
    }
}
