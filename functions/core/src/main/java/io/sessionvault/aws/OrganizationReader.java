package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.ListedAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.Tag;

/// The organization's accounts and their states. Only the management account and delegated
/// administrators may ask.
///
/// Source: Organizations API reference, `DescribeAccount` and `ListAccounts`.
public final class OrganizationReader {
    private final OrganizationsClient organizations;

    /// A member.
    ///
    /// @param account the account
    /// @param at when it became part of the organization; empty where that is not told
    public record Joined(ListedAccount account, Optional<Instant> at) {}

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

    /// All members as they are listed, by their ids.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public List<ListedAccount> list() {
        return listWithTimes().stream().map(Joined::account).toList();
    }

    /// All members, and when they joined.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public List<Joined> listWithTimes() {
        return organizations.listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .map(account ->
                        new Joined(
                                new ListedAccount(
                                        new AccountId(account.id()),
                                        Objects.requireNonNullElse(account.name(), ""),
                                        state(account)),
                                Optional.ofNullable(account.joinedTimestamp())))
                .sorted(Comparator.comparing(joined -> joined.account().id()))
                .toList();
    }

    /// The value of one of an account's tags; empty when it has no such tag.
    ///
    /// Source: Organizations API reference, `ListTagsForResource`.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when Organizations cannot be
    ///     asked
    public Optional<String> tag(AccountId account, String key) {
        return organizations
                .listTagsForResourcePaginator(ask -> ask.resourceId(account.value()))
                .tags()
                .stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    /// `State` replaces `Status`, retired on 2026-09-09; an emulator may still have only the old
    /// one, whose values are among the new ones.
    private static AccountState state(Account account) {
        return AccountState.of(
                Objects.toString(
                        account.stateAsString() == null
                                ? account.statusAsString()
                                : account.stateAsString(),
                        ""));
    }
}
