package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/// Is asked just before an account is changed.
public interface SwitchGuard {
    /// Why Regions must not be switched; those that may are not in it.
    ///
    /// @param regions the Regions that are about to be switched
    /// @param watched those of them whose sessions have to be watched afterwards
    Map<RegionName, String> refusals(
            AccountId account, NavigableSet<RegionName> regions, NavigableSet<RegionName> watched);

    /// Why nothing must be given to the account's roles; empty where it may. Where a Region is left
    /// that is not let go, they need it.
    ///
    /// @param regions the governed Regions, at least one
    Optional<String> refusal(AccountId account, NavigableSet<RegionName> regions);
}
