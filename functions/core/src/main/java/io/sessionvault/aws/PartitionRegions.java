package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Observation;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.Region;

/// All Regions of the vault's partition, whether an account has enabled them or not.
///
/// Source: Account Management API reference, `ListRegions`: the Regions for an account with their
/// opt-in status, the disabled ones among them.
public final class PartitionRegions {
    /// As many as a page can have, and more than there are Regions.
    private static final int PAGE = 50;

    private final AccountClient account;

    PartitionRegions(AccountClient account) {
        this.account = account;
    }

    /// As the function's own account is told.
    ///
    /// @param home any Region of the partition
    public static PartitionRegions of(ClientConfiguration clients, RegionName home) {
        return new PartitionRegions(
                clients.build(AccountClient.builder(), ClientConfiguration.ownCredentials(), home));
    }

    /// Lists them. What stood in the way is the answer, never an exception. A name of a form that
    /// Regions do not have today is left out: no prefix can have it either.
    public Observation<Set<RegionName>> list() {
        return ServiceErrors.observe(() ->
                account.listRegionsPaginator(ask -> ask.maxResults(PAGE)).regions().stream()
                        .map(Region::regionName)
                        .filter(name -> name != null && RegionName.isValid(name))
                        .map(RegionName::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
