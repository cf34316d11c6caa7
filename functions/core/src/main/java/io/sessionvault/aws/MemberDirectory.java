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
import java.util.Map;
import java.util.Optional;

/// The organization's members, listed once and kept; listed again when an account is not among the
/// live ones, and when the listing grows old.
public final class MemberDirectory {
    /// An account that was closed counts as live for so long at most.
    private static final Duration KEPT = Duration.ofMinutes(15);

    /// An account that is not live is looked up again after so long, lest a flood of its objects
    /// become one of listings.
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private final OrganizationReader organization;
    private final InstantSource clock;
    private final Map<AccountId, Instant> lookedUp = new HashMap<>();
    private Map<AccountId, AccountState> members = Map.of();
    private Instant listed = Instant.MIN;

    /// @param organization the organization to list
    /// @param clock what time it is
    public MemberDirectory(OrganizationReader organization, InstantSource clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /// What the organization says about an account.
    public synchronized Membership of(AccountId account) {
        Instant now = clock.instant();
        boolean live = members.get(account) == AccountState.ACTIVE;
        lookedUp.values().removeIf(time -> !time.isAfter(now.minus(ASKED_AGAIN)));
        boolean lookUp = !live && !lookedUp.containsKey(account);
        if (lookUp || listed.isBefore(now.minus(KEPT))) {
            switch (ServiceErrors.observe(organization::members)) {
                case Observation.Unseen<Map<AccountId, AccountState>>(ServiceError error) -> {
                    return new Membership.Unknown("the organization could not be listed: " + error);
                }
                case Observation.Seen<Map<AccountId, AccountState>>(
                                Map<AccountId, AccountState> listing) -> {
                    members = listing;
                    listed = now;
                    lookedUp.put(account, now);
                }
            }
        }
        Optional<AccountState> state = Optional.ofNullable(members.get(account));
        return state.<Membership>map(Membership.Member::new).orElseGet(Membership.Stranger::new);
    }
}
