package io.sessionvault.aws;

import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.ListRegionsRequest;
import software.amazon.awssdk.services.account.model.ListRegionsResponse;

/// Account Management of one member: the operation that the vault needs, on a client that all
/// members share. Any other is refused by the SDK's interface.
final class MemberAccount implements AccountClient {
    private final AccountClient shared;
    private final MemberCredentials credentials;

    MemberAccount(AccountClient shared, MemberCredentials credentials) {
        this.shared = shared;
        this.credentials = credentials;
    }

    @Override
    public ListRegionsResponse listRegions(ListRegionsRequest request) {
        return shared.listRegions(credentials.on(request));
    }

    @Override
    public String serviceName() {
        return shared.serviceName();
    }

    /// The shared client goes on serving other members.
    @Override
    public void close() {}
}
