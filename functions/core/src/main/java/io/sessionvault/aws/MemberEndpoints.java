package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// One client for each service and Region, built once for all members: building one costs more than
/// the calls that a member needs of it.
///
/// They belong to no account. A request has to bring its member's credentials, as [MemberClients]
/// sees to; one without them fails before it is sent.
final class MemberEndpoints {
    private static final AwsCredentialsProvider NOBODY =
            () -> {
                throw new IllegalStateException("a request without a member's credentials");
            };

    private final ClientConfiguration clients;
    private final IamClient iam;
    private final AccountClient account;
    private final Map<RegionName, SsmClient> ssm = new ConcurrentHashMap<>();

    /// @param home any Region of the partition, for the services that have one endpoint per
    ///     partition
    MemberEndpoints(ClientConfiguration clients, RegionName home) {
        this.clients = clients;
        this.iam = clients.build(IamClient.builder(), NOBODY, home);
        this.account = clients.build(AccountClient.builder(), NOBODY, home);
    }

    IamClient iam() {
        return iam;
    }

    AccountClient account() {
        return account;
    }

    JsonCalls eventBridge(AwsCredentialsProvider credentials, RegionName region) {
        return JsonCalls.eventBridge(clients, credentials, region);
    }

    Ec2Calls ec2(AwsCredentialsProvider credentials, RegionName region) {
        return Ec2Calls.of(clients, credentials, region);
    }

    SsmClient ssm(RegionName region) {
        return ssm.computeIfAbsent(
                region, name -> clients.build(SsmClient.builder(), NOBODY, name));
    }
}
