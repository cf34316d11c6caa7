package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountResult.Unreachable;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The way into a member account: its role directly, or by way of the hub role in the management
/// account, which the roles that Organizations and Control Tower create trust.
///
/// Source: Organizations user guide, "Accessing member accounts"; the STS endpoint is the home
/// Region's, whose credentials are valid in opt-in Regions, too.
public final class MemberAccess {
    private final String partition;
    private final Route route;
    private final AwsCredentialsProvider own = ClientConfiguration.ownCredentials();
    private final StsClient sts;

    /// Which roles lead into a member.
    ///
    /// @param hubRoleArn the role to assume first; empty to assume the member's role directly
    /// @param memberRoleName the role's name in every member account
    /// @param externalId the external id to show with every role; empty for none
    /// @param sessionName what the members' trails call the session: which function comes in
    public record Route(
            Optional<String> hubRoleArn,
            String memberRoleName,
            Optional<String> externalId,
            String sessionName) {}

    /// The member's door, open or shut.
    public sealed interface Entry {
        /// Open.
        ///
        /// @param credentials credentials of the member's role, valid for one hour
        record Open(AwsCredentialsProvider credentials) implements Entry {}

        /// Shut.
        ///
        /// @param result which role refused, and how
        record Shut(Unreachable result) implements Entry {}
    }

    /// @param partition the partition of the organization
    public MemberAccess(
            ClientConfiguration clients, RegionName home, String partition, Route route) {
        this.partition = partition;
        this.route = route;
        this.sts = clients.build(StsClient.builder(), own, home);
    }

    /// Enters an account. The reason for an `AccessDenied` cannot be told from outside: the role
    /// may be missing, may not trust the vault, or may be too young; only time tells the last from
    /// the others.
    public Entry enter(AccountId account) {
        String memberRole =
                "arn:" + partition + ":iam::" + account + ":role/" + route.memberRoleName();
        String step = "assume " + memberRole;
        try {
            AwsCredentialsProvider caller = own;
            if (route.hubRoleArn().isPresent()) {
                step = "assume hub role " + route.hubRoleArn().get();
                caller = assume(own, route.hubRoleArn().get());
                step = "assume " + memberRole + " from the hub role";
            }
            return new Entry.Open(assume(caller, memberRole));
        } catch (SdkException refused) {
            return new Entry.Shut(new Unreachable(account, step, ServiceErrors.of(refused)));
        }
    }

    private AwsCredentialsProvider assume(AwsCredentialsProvider caller, String roleArn) {
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder()
                        .roleArn(roleArn)
                        .roleSessionName(route.sessionName())
                        .overrideConfiguration(ask -> ask.credentialsProvider(caller));
        route.externalId().ifPresent(request::externalId);
        Credentials granted = sts.assumeRole(request.build()).credentials();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                        granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken()));
    }
}
