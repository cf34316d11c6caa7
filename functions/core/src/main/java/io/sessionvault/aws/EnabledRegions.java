package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.GovernedRegions;
import java.util.NavigableSet;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.RegionOptStatus;

/// Which Regions of an account are governed.
///
/// Source: Account Management API reference, `ListRegions`; a Region that is still being enabled
/// cannot be called yet.
final class EnabledRegions {
    private EnabledRegions() {}

    /// The governed Regions that the account has enabled. Where the configuration lists Regions and
    /// the account does not let itself be asked, the list stands: it was written by a person.
    ///
    /// @throws SdkException when the account cannot be asked and has to be, or may answer later
    static NavigableSet<RegionName> governed(AccountClient account, GovernedRegions governed) {
        try {
            NavigableSet<RegionName> enabled = new TreeSet<>();
            account.listRegionsPaginator(ask ->
                            ask.regionOptStatusContains(
                                    RegionOptStatus.ENABLED, RegionOptStatus.ENABLED_BY_DEFAULT))
                    .regions()
                    .forEach(region -> enabled.add(new RegionName(region.regionName())));
            return governed.among(enabled);
        } catch (SdkException failure) {
            ErrorKind kind = ServiceErrors.of(failure).kind();
            if (governed.only().isPresent()
                    && (kind == ErrorKind.DENIED || kind == ErrorKind.REJECTED)) {
                return governed.among(governed.only().get());
            }
            throw failure;
        }
    }
}
