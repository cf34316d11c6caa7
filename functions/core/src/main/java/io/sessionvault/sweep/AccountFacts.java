package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Observation;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the sweep looks at beyond what a reconciliation does.
///
/// @param regions each governed Region's side
/// @param logs the objects under the account's prefixes, those left out that are older than any
///     session in the history
/// @param forwarding the rules that forward its changes to the vault; empty where nothing is to be
///     forwarded
public record AccountFacts(
        NavigableMap<RegionName, RegionFacts> regions,
        Observation<List<StoredLog>> logs,
        Optional<ForwardingFacts> forwarding) {
    /// Copies the Regions.
    public AccountFacts {
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
    }
}
