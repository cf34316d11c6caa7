package io.sessionvault.checkstoredlogs;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;

/// An organization in memory that counts how often it is listed.
final class FakeOrganization implements OrganizationsClient {
    int listings;
    boolean isDown;
    private final List<String> accounts;

    FakeOrganization(String... accounts) {
        this.accounts = Arrays.asList(accounts);
    }

    @Override
    public ListAccountsResponse listAccounts(ListAccountsRequest request) {
        if (isDown) {
            throw SdkClientException.create("connection refused");
        }
        listings++;
        return ListAccountsResponse.builder()
                .accounts(
                        accounts.stream()
                                .map(id ->
                                        Account.builder().id(id).state(AccountState.ACTIVE).build())
                                .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
