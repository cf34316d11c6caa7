package io.sessionvault.sweep;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.vault.ObjectLock;
import java.util.NavigableSet;

/// All that is known about one account after a sweep.
///
/// @param desired what it should look like
/// @param optedIn its governed Regions that somebody enabled
/// @param result what the reconciliation found and did
/// @param facts what else was looked at
/// @param lock how the vault's bucket locks logs
public record SweptAccount(
        DesiredAccount desired,
        NavigableSet<RegionName> optedIn,
        AccountResult.Reconciled result,
        AccountFacts facts,
        ObjectLock lock) {

    /// The account.
    public AccountId account() {
        return desired.account();
    }
}
