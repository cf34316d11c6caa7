package io.sessionvault.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;

/// An organization in memory: one account on a page, and an empty page before the last one, as AWS
/// may answer.
final class FakeOrganization implements OrganizationsClient {
    final List<Account> accounts = new ArrayList<>();

    void add(String id, @Nullable String state) {
        accounts.removeIf(account -> account.id().equals(id));
        accounts.add(Account.builder().id(id).state(state).build());
    }

    @Override
    public ListAccountsResponse listAccounts(ListAccountsRequest request) {
        String token = request.nextToken();
        int page = token == null ? 0 : Integer.parseInt(token);
        boolean empty = page == accounts.size();
        return ListAccountsResponse.builder()
                .accounts(empty ? List.of() : List.of(accounts.get(page)))
                .nextToken(empty ? null : Integer.toString(page + 1))
                .build();
    }

    @Override
    public DescribeAccountResponse describeAccount(DescribeAccountRequest request) {
        return accounts.stream()
                .filter(account -> account.id().equals(request.accountId()))
                .findFirst()
                .map(account -> DescribeAccountResponse.builder().account(account).build())
                .orElseThrow(() -> AccountNotFoundException.builder().build());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
