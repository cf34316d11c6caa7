package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Observation;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What the sweep looks at beyond what a reconciliation does.
///
/// @param regions each governed Region's side
/// @param logs the objects under the account's prefixes, those left out that are older than any
///     session in the history
public record AccountFacts(
        NavigableMap<RegionName, RegionFacts> regions, Observation<List<StoredLog>> logs) {
    /// Copies the Regions.
    public AccountFacts {
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
    }
}
