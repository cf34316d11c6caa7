package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The clients with which the vault works inside one member account. Each request through them
/// carries this member's credentials, however many members are visited at a time; what is behind
/// them is shared, and they need no closing.
public final class MemberClients {
    private final MemberEndpoints endpoints;
    private final MemberCredentials credentials;

    /// @param credentials the member role's credentials
    MemberClients(MemberEndpoints endpoints, AwsCredentialsProvider credentials) {
        this.endpoints = endpoints;
        this.credentials = new MemberCredentials(credentials);
    }

    /// IAM of the account.
    public IamClient iam() {
        return new MemberIam(endpoints.iam(), credentials);
    }

    /// Account Management of the account.
    public AccountClient account() {
        return new MemberAccount(endpoints.account(), credentials);
    }

    /// EventBridge of the account in one Region.
    public JsonCalls eventBridge(RegionName region) {
        return endpoints.eventBridge(credentials.provider(), region);
    }

    /// EC2 of the account in one Region.
    Ec2Calls ec2(RegionName region) {
        return endpoints.ec2(credentials.provider(), region);
    }

    /// Systems Manager of the account in one Region.
    public SsmClient ssm(RegionName region) {
        return new MemberSsm(endpoints.ssm(region), credentials);
    }
}
