package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.Membership;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The organization's members, listed once and kept; listed again when an account is not among the
/// live ones, and when the listing grows old.
public final class MemberDirectory {
    /// An account that was closed counts as live for so long at most.
    private static final Duration KEPT = Duration.ofMinutes(15);

    /// An account that is not live is looked up again after so long, lest a flood of its objects
    /// become one of listings.
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private final Supplier<Map<AccountId, AccountState>> organization;
    private final InstantSource clock;
    private final Map<AccountId, Instant> lookedUp = new HashMap<>();
    private Map<AccountId, AccountState> members = Map.of();
    private Instant listed = Instant.MIN;

    /// @param organization lists the organization, or throws an exception of the SDK
    /// @param clock what time it is
    public MemberDirectory(
            Supplier<Map<AccountId, AccountState>> organization, InstantSource clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /// Begins with a listing that somebody else has just made.
    ///
    /// @param organization lists the organization, or throws an exception of the SDK
    /// @param clock what time it is
    /// @param listing the members
    public MemberDirectory(
            Supplier<Map<AccountId, AccountState>> organization,
            InstantSource clock,
            Map<AccountId, AccountState> listing) {
        this(organization, clock);
        members = Map.copyOf(listing);
        listed = clock.instant();
    }

    /// What the organization says about an account.
    public Membership of(AccountId account) {
        return Objects.requireNonNull(of(Set.of(account)).get(account));
    }

    /// What the organization says about each of these accounts; it is listed once at most.
    public synchronized Map<AccountId, Membership> of(Set<AccountId> accounts) {
        Instant now = clock.instant();
        lookedUp.values().removeIf(time -> !time.isAfter(now.minus(ASKED_AGAIN)));
        boolean old = listed.isBefore(now.minus(KEPT));
        Set<AccountId> unsettled = new HashSet<>(accounts);
        unsettled.removeIf(account -> !old && isSettled(account));
        Map<AccountId, Membership> answers = new HashMap<>();
        if (!unsettled.isEmpty()) {
            switch (ServiceErrors.observe(organization)) {
                case Observation.Unseen<Map<AccountId, AccountState>>(ServiceError error) -> {
                    Membership unknown =
                            new Membership.Unknown(
                                    "the organization could not be listed: " + error);
                    unsettled.forEach(account -> answers.put(account, unknown));
                }
                case Observation.Seen<Map<AccountId, AccountState>>(
                                Map<AccountId, AccountState> listing) -> {
                    members = listing;
                    listed = now;
                    unsettled.forEach(account -> lookedUp.put(account, now));
                }
            }
        }
        accounts.forEach(account -> answers.putIfAbsent(account, listed(account)));
        return answers;
    }

    private boolean isSettled(AccountId account) {
        return members.get(account) == AccountState.ACTIVE || lookedUp.containsKey(account);
    }

    private Membership listed(AccountId account) {
        Optional<AccountState> state = Optional.ofNullable(members.get(account));
        return state.<Membership>map(Membership.Member::new).orElseGet(Membership.Stranger::new);
    }
}
