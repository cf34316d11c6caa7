package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.NavigableSet;

/// Is asked just before Regions are switched.
@FunctionalInterface
public interface SwitchGuard {
    /// Why Regions must not be switched; those that may are not in it.
    ///
    /// @param regions the Regions that are about to be switched
    /// @param watched those of them whose sessions have to be watched afterwards
    Map<RegionName, String> refusals(
            AccountId account, NavigableSet<RegionName> regions, NavigableSet<RegionName> watched);
}
