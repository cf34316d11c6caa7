package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;

/// The organization's accounts and their states. Only the management account and delegated
/// administrators may ask.
///
/// Source: Organizations API reference, `DescribeAccount` and `ListAccounts`.
public final class OrganizationReader {
    private final OrganizationsClient organizations;

    /// @param organizations a client in the management account or a delegated administrator's
    public OrganizationReader(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    /// One account's state; empty when it is no member.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public Optional<AccountState> stateOf(AccountId account) {
        try {
            return Optional.of(
                    state(
                            organizations
                                    .describeAccount(ask -> ask.accountId(account.value()))
                                    .account()));
        } catch (AccountNotFoundException stranger) {
            return Optional.empty();
        }
    }

    /// All members and their states.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public Map<AccountId, AccountState> members() {
        Map<AccountId, AccountState> members = new HashMap<>();
        organizations.listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .forEach(account -> members.put(new AccountId(account.id()), state(account)));
        return members;
    }

    /// `State` replaces `Status`, retired on 2026-09-09; an emulator may still have only the old
    /// one, whose values are among the new ones.
    private static AccountState state(Account account) {
        return parse(
                account.stateAsString() == null
                        ? account.statusAsString()
                        : account.stateAsString());
    }

    private static AccountState parse(@Nullable String name) {
        return Arrays.stream(AccountState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(AccountState.UNKNOWN);
    }
}
