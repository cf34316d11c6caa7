package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a person wants to let go.
///
/// @param account the account
/// @param scope how much of it
/// @param wishes what Regions are to get back, where their documents do not tell
public record ReleaseRequest(
        AccountId account, Scope scope, NavigableMap<RegionName, ReturnPoint.Wish> wishes) {
    /// Copies the wishes.
    public ReleaseRequest {
        wishes = Collections.unmodifiableNavigableMap(new TreeMap<>(wishes));
    }

    /// The Regions whose preferences are given back.
    public NavigableSet<RegionName> regions(DesiredAccount desired) {
        return switch (scope) {
            case Scope.Account() -> desired.everywhere();
            case Scope.Regions(NavigableSet<RegionName> names) -> names;
        };
    }

    /// The Regions that somebody wants something back in and that are not let go.
    public NavigableSet<RegionName> idleWishes(DesiredAccount desired) {
        NavigableSet<RegionName> idle = new TreeSet<>(wishes.keySet());
        idle.removeAll(regions(desired));
        return idle;
    }

    /// Tells whether nothing of the account will be governed, so that the logging policy goes, too.
    public boolean letsAllGo(DesiredAccount desired) {
        return regions(desired).containsAll(desired.regions());
    }

    /// The Regions that have to be looked at: before the logging policy goes, all of them.
    public NavigableSet<RegionName> concerned(DesiredAccount desired) {
        return letsAllGo(desired) ? desired.everywhere() : regions(desired);
    }
}
