package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Whatever uploads to the vault's bucket.
///
/// @param accounts the accounts in which the agents run
/// @param home the bucket's Region
/// @param bucket the vault's bucket
public record Agents(Endpoint endpoint, LocalAccounts accounts, RegionName home, String bucket) {
    private static final String INSTANCE = "i-0123456789abcdef0";
    private static final String TASK = "0123456789abcdef0123456789abcdef";

    /// The agent of an instance, which can do what the instance's role may.
    ///
    /// @param account the instance's account
    /// @param role the name of the role in its instance profile
    public SessionAgent onInstance(AccountId account, String role) {
        return agent(account, accounts.serviceRole(account, "ec2.amazonaws.com", role, INSTANCE));
    }

    /// The agent that ECS brings along, in a task: it can do what the task's role may, and sends no
    /// digest with an upload.
    ///
    /// Source: facts 9.2; amazon-ssm-agent#682.
    ///
    /// @param account the task's account
    /// @param role the name of the task's role
    public SessionAgent inTask(AccountId account, String role) {
        AwsCredentials credentials =
                accounts.serviceRole(account, "ecs-tasks.amazonaws.com", role, TASK);
        return agent(
                account,
                credentials,
                S3Client.builder()
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
    }

    /// An account's administrator, whom the stand-in binds by no policy. What he uploads is what
    /// may lie in a bucket from before it had its policy, or from a time without it.
    public SessionAgent beforeThePolicy(AccountId account) {
        return agent(account, accounts.administrator(account));
    }

    private SessionAgent agent(AccountId account, AwsCredentials credentials) {
        return agent(account, credentials, S3Client.builder());
    }

    private SessionAgent agent(
            AccountId account, AwsCredentials credentials, S3ClientBuilder client) {
        S3Client s3 = endpoint.client(client.forcePathStyle(true), credentials, home);
        return new SessionAgent(s3, account, bucket);
    }
}
