package io.sessionvault.compliance;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.KnownRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The members of the organization as the last compliance run listed them.
///
/// @param writtenAt when they were listed
/// @param accounts the members
/// @param regions all Regions of the partition, as they were then; null where they could not be
///     listed, and in a list that is older than this name
public record Members(
        Instant writtenAt, List<ListedAccount> accounts, @Nullable Set<RegionName> regions) {
    /// For how long they count: runs are a day apart, and one may be late.
    public static final Duration TRUSTED = Duration.ofHours(26);

    /// Copies the accounts; demands all of it, which JSON does not.
    public Members {
        Objects.requireNonNull(writtenAt, "writtenAt");
        accounts = List.copyOf(accounts);
        regions = regions == null ? null : Set.copyOf(regions);
    }

    /// The writer's clock may be ahead of the reader's by so much.
    private static final Duration AHEAD = Duration.ofMinutes(15);

    /// Tells whether the listing is young enough to count. One that was not written yet would count
    /// for longer than it may.
    public boolean isCurrent(Instant now) {
        return !writtenAt.plus(TRUSTED).isBefore(now) && !writtenAt.isAfter(now.plus(AHEAD));
    }

    /// The Regions of the partition, as far as they were listed.
    public KnownRegions knownRegions() {
        return regions == null ? KnownRegions.NONE : new KnownRegions(regions, writtenAt);
    }

    /// The members' ids.
    public Set<AccountId> ids() {
        return accounts.stream().map(ListedAccount::id).collect(Collectors.toUnmodifiableSet());
    }
}
