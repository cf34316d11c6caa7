package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.Members;
import io.sessionvault.log.KnownRegions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The members of the organization as somebody listed them.
///
/// @param states each member's state
/// @param until until when the list counts
/// @param regions the partition's Regions, as far as they were listed with them
public record MemberList(Map<AccountId, AccountState> states, Instant until, KnownRegions regions) {
    /// Nobody has listed them.
    static final MemberList NONE = new MemberList(Map.of(), Instant.MIN, KnownRegions.NONE);

    /// Copies the states.
    public MemberList {
        states = Map.copyOf(states);
    }

    /// The list of a compliance run, which counts for a time.
    public static MemberList of(Members members) {
        return new MemberList(
                states(members.accounts()),
                members.writtenAt().plus(Members.TRUSTED),
                members.knownRegions());
    }

    /// A list of accounts. Of one that is named twice the last state counts.
    public static MemberList of(Collection<ListedAccount> accounts, Instant until) {
        return new MemberList(states(accounts), until, KnownRegions.NONE);
    }

    private static Map<AccountId, AccountState> states(Collection<ListedAccount> accounts) {
        Map<AccountId, AccountState> states = HashMap.newHashMap(accounts.size());
        accounts.forEach(account -> states.put(account.id(), account.state()));
        return states;
    }

    /// Tells whether the account was live, and the list counts.
    boolean hasLive(AccountId account, Instant now) {
        return states.get(account) == AccountState.ACTIVE && !until.isBefore(now);
    }
}
