package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.GovernedRegions;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.RegionOptStatus;

/// Which Regions of an account are governed.
///
/// Source: Account Management API reference, `ListRegions`; a Region that is still being enabled
/// cannot be called yet.
///
/// @param governed the governed Regions that the account has enabled
/// @param optedIn those among them that somebody enabled, because no account has them by default
/// @param ungoverned the other Regions that the account has enabled; empty when it did not tell
record EnabledRegions(
        NavigableSet<RegionName> governed,
        NavigableSet<RegionName> optedIn,
        Optional<NavigableSet<RegionName>> ungoverned) {
    /// As many as a page can have, and more than there are Regions.
    private static final int PAGE = 50;

    /// Asks the account. Where the configuration lists Regions and the account does not let itself
    /// be asked, the list stands: it was written by a person.
    ///
    /// @throws SdkException when the account cannot be asked and has to be, or may answer later
    static EnabledRegions read(AccountClient account, GovernedRegions governed) {
        try {
            NavigableSet<RegionName> enabled = new TreeSet<>();
            NavigableSet<RegionName> optedIn = new TreeSet<>();
            account.listRegionsPaginator(ask ->
                            ask.maxResults(PAGE)
                                    .regionOptStatusContains(
                                            RegionOptStatus.ENABLED,
                                            RegionOptStatus.ENABLED_BY_DEFAULT))
                    .regions()
                    .forEach(region -> {
                        RegionName name = new RegionName(region.regionName());
                        enabled.add(name);
                        if (region.regionOptStatus() == RegionOptStatus.ENABLED) {
                            optedIn.add(name);
                        }
                    });
            NavigableSet<RegionName> ungoverned = new TreeSet<>(enabled);
            ungoverned.removeAll(governed.among(enabled));
            return new EnabledRegions(
                    governed.among(enabled), governed.among(optedIn), Optional.of(ungoverned));
        } catch (SdkException failure) {
            ErrorKind kind = ServiceErrors.of(failure).kind();
            if (governed.only().isPresent()
                    && (kind == ErrorKind.DENIED || kind == ErrorKind.REJECTED)) {
                return new EnabledRegions(
                        governed.among(governed.only().get()), new TreeSet<>(), Optional.empty());
            }
            throw failure;
        }
    }
}
