package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Which Regions of every account are governed.
///
/// @param only the Regions to govern; empty means every Region that the account has enabled
/// @param except Regions to leave out
public record GovernedRegions(
        Optional<NavigableSet<RegionName>> only, NavigableSet<RegionName> except) {
    /// The governed Regions among those that an account has enabled.
    public NavigableSet<RegionName> among(NavigableSet<RegionName> enabled) {
        NavigableSet<RegionName> governed = new TreeSet<>(enabled);
        only.ifPresent(governed::retainAll);
        governed.removeAll(except);
        return governed;
    }

    /// The Regions that the configuration lists and the account has not enabled; none when no
    /// Regions are listed.
    public NavigableSet<RegionName> missingAmong(NavigableSet<RegionName> governed) {
        NavigableSet<RegionName> missing = new TreeSet<>();
        only.ifPresent(missing::addAll);
        missing.removeAll(except);
        missing.removeAll(governed);
        return missing;
    }
}
