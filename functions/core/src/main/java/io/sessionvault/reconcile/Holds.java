package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What of one account is held: not governed, whatever the configuration says, until a person lets
/// it go on.
///
/// @param account the hold of the account as a whole, if there is one
/// @param regions the holds of single Regions
public record Holds(Optional<Hold> account, NavigableMap<RegionName, Hold> regions) {
    /// Nothing is held.
    public static final Holds NONE = new Holds(Optional.empty(), new TreeMap<>());

    /// Copies the Regions.
    public Holds {
        regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
    }

    /// Tells whether a Region is held, by itself or with the account.
    public boolean isHeld(RegionName region) {
        return account.isPresent() || regions.containsKey(region);
    }

    /// Tells whether a Region is held because the vault went back there. Its sessions are logged to
    /// the vault all the same.
    public boolean isRolledBack(RegionName region) {
        Hold hold = regions.get(region);
        return account.isEmpty() && hold != null && hold.reason() == Hold.Reason.ROLLED_BACK;
    }

    /// The same and what a person lets go, or the vault has gone back in. What is held already keeps
    /// its hold, but what was rolled back may be let go.
    ///
    /// @param hold the hold of all that is new
    public Holds plus(Scope scope, Hold hold) {
        return switch (scope) {
            case Scope.Account() -> new Holds(account.or(() -> Optional.of(hold)), regions);
            case Scope.Regions(var names) -> {
                NavigableMap<RegionName, Hold> all = new TreeMap<>(regions);
                names.stream()
                        .filter(name -> !isHeld(name) || isRolledBack(name))
                        .filter(name -> !isHeld(name) || hold.reason() != Hold.Reason.ROLLED_BACK)
                        .forEach(name -> all.put(name, hold));
                yield new Holds(account, all);
            }
        };
    }

    /// The same without what goes on. An account that goes on does so in all of its Regions.
    public Holds minus(Scope scope) {
        return switch (scope) {
            case Scope.Account() -> NONE;
            case Scope.Regions(var names) -> new Holds(account, without(names));
        };
    }

    private NavigableMap<RegionName, Hold> without(Collection<RegionName> names) {
        NavigableMap<RegionName, Hold> others = new TreeMap<>(regions);
        others.keySet().removeAll(names);
        return others;
    }
}
