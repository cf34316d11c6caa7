package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How much of an account a person lets go, or lets go on.
public sealed interface Scope {
    /// All of it.
    record Account() implements Scope {
        @Override
        public String toString() {
            return "the account";
        }
    }

    /// Some of its Regions.
    ///
    /// @param names the Regions
    record Regions(NavigableSet<RegionName> names) implements Scope {
        /// Copies the Regions.
        public Regions {
            names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
        }

        @Override
        public String toString() {
            return names.stream().map(RegionName::value).collect(Collectors.joining(", "));
        }
    }
}
