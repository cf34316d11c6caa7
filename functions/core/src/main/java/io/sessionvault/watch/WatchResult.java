package io.sessionvault.watch;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountResult;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What came of a look.
public sealed interface WatchResult {
    /// The account was not entered.
    ///
    /// @param result why
    record NotEntered(AccountResult.NotEntered result) implements WatchResult {}

    /// The Regions were looked at.
    ///
    /// @param regions what each one showed
    record Looked(NavigableMap<RegionName, WatchedRegion> regions) implements WatchResult {
        /// Copies the Regions.
        public Looked {
            regions = Collections.unmodifiableNavigableMap(new TreeMap<>(regions));
        }
    }
}
