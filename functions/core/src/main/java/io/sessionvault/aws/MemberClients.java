package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The clients with which the vault works inside one member account. They share one transport and
/// need no closing.
public final class MemberClients {
    private final ClientConfiguration clients;
    private final AwsCredentialsProvider credentials;
    private final RegionName home;
    private final IamClient iam;
    private final Map<RegionName, SsmClient> ssm = new ConcurrentHashMap<>();

    /// @param credentials the member role's credentials
    /// @param home any Region of the partition, for the services that have one endpoint per
    ///     partition
    public MemberClients(
            ClientConfiguration clients, AwsCredentialsProvider credentials, RegionName home) {
        this.clients = clients;
        this.credentials = credentials;
        this.home = home;
        this.iam = clients.build(IamClient.builder(), credentials, home);
    }

    /// IAM of the account.
    public IamClient iam() {
        return iam;
    }

    /// Account Management of the account.
    public AccountClient account() {
        return clients.build(AccountClient.builder(), credentials, home);
    }

    /// Systems Manager of the account in one Region.
    public SsmClient ssm(RegionName region) {
        return ssm.computeIfAbsent(
                region, name -> clients.build(SsmClient.builder(), credentials, name));
    }
}
