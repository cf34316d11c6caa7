package io.sessionvault.compliance;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.KnownRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The members of the organization as the last compliance run listed them.
///
/// @param writtenAt when they were listed
/// @param accounts the members
/// @param regions all Regions of the partition, as they were when they were last listed; null where
///     they never could be, and in a list that is older than this name
/// @param regionsListedAt when they were listed, which may be before the members; null where the
///     Regions are
/// @param seen every account that was live in any run, those that are gone included
public record Members(
        Instant writtenAt,
        List<ListedAccount> accounts,
        @Nullable Set<RegionName> regions,
        @Nullable Instant regionsListedAt,
        List<SeenAccount> seen) {
    /// For how long they count: runs are a day apart, and one may be late.
    public static final Duration TRUSTED = Duration.ofHours(26);

    /// Copies the accounts; demands all of it, which JSON does not.
    public Members {
        Objects.requireNonNull(writtenAt, "writtenAt");
        accounts = List.copyOf(accounts);
        regions = regions == null ? null : Set.copyOf(regions);
        // An earlier version has listed both at once, and kept nobody who was seen.
        regionsListedAt =
                regions == null ? null : Objects.requireNonNullElse(regionsListedAt, writtenAt);
        seen = seen == null ? List.of() : List.copyOf(seen);
    }

    /// Members of whom nothing earlier is known.
    public Members(
            Instant writtenAt, List<ListedAccount> accounts, @Nullable Set<RegionName> regions) {
        this(writtenAt, accounts, regions, null, List.of());
    }

    /// An account that was live in some run.
    ///
    /// @param id its id
    /// @param lastSeenLive when it was last listed as active
    public record SeenAccount(AccountId id, Instant lastSeenLive) {
        /// Demands all of it, which JSON does not.
        public SeenAccount {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(lastSeenLive, "lastSeenLive");
        }
    }

    /// For so long after an account was last seen its logs may be there: the longest retention and
    /// the time after it for which the content stays, generously.
    private static final Duration REMEMBERED = Duration.ofDays(2 * 3653);

    /// These members, with who was seen in earlier runs. Where the Regions could not be listed, those
    /// of an earlier run count as of then: a call that fails must not have every Region accepted.
    ///
    /// @param earlier what the run before has left
    public Members after(Optional<Members> earlier) {
        Map<AccountId, Instant> live = new TreeMap<>();
        earlier.ifPresent(before -> {
            live.putAll(before.lastSeenLive());
            before.live().forEach(id -> live.merge(id, before.writtenAt(), Members::later));
        });
        live().forEach(id -> live.merge(id, writtenAt, Members::later));
        Members regionsOf = regions == null ? earlier.orElse(this) : this;
        return new Members(
                writtenAt,
                accounts,
                regionsOf.regions(),
                regionsOf.regionsListedAt(),
                live.entrySet().stream()
                        .filter(last -> last.getValue().plus(REMEMBERED).isAfter(writtenAt))
                        .map(last -> new SeenAccount(last.getKey(), last.getValue()))
                        .toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// When each account was last listed as active, for those that were in any run.
    public Map<AccountId, Instant> lastSeenLive() {
        return seen.stream()
                .collect(
                        Collectors.toMap(
                                SeenAccount::id, SeenAccount::lastSeenLive, Members::later));
    }

    private Stream<AccountId> live() {
        return accounts.stream()
                .filter(account -> account.state() == AccountState.ACTIVE)
                .map(ListedAccount::id);
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
        return regions == null || regionsListedAt == null
                ? KnownRegions.NONE
                : new KnownRegions(regions, regionsListedAt);
    }

    /// The members' ids.
    public Set<AccountId> ids() {
        return accounts.stream().map(ListedAccount::id).collect(Collectors.toUnmodifiableSet());
    }
}
