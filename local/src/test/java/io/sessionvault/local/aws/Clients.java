package io.sessionvault.local.aws;

import io.sessionvault.account.AccountId;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The SDK's own clients, as one caller in one Region uses them. They never retry.
///
/// @param endpoint where the stand-in listens
/// @param credentials whose calls they are
/// @param region the Region
record Clients(URI endpoint, AwsCredentials credentials, String region) {
    static final AccountId MANAGEMENT = new AccountId("111122223333");
    static final String HOME = "us-east-1";

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    /// The clients of an account's administrator in the home Region.
    static Clients of(LocalAws aws, AccountId account) {
        return new Clients(aws.endpoint(), LocalAws.credentialsFor(account), HOME);
    }

    static Clients management(LocalAws aws) {
        return of(aws, MANAGEMENT);
    }

    Clients in(String otherRegion) {
        return new Clients(endpoint, credentials, otherRegion);
    }

    /// The clients of a role's session.
    Clients as(Credentials session) {
        var given =
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        return new Clients(endpoint, given, region);
    }

    OrganizationsClient organizations() {
        return build(OrganizationsClient.builder());
    }

    StsClient sts() {
        return build(StsClient.builder());
    }

    AccountClient account() {
        return build(AccountClient.builder());
    }

    IamClient iam() {
        return build(IamClient.builder());
    }

    SsmClient ssm() {
        return build(SsmClient.builder());
    }

    KmsClient kms() {
        return build(KmsClient.builder());
    }

    S3Client s3() {
        return build(S3Client.builder());
    }

    /// S3 with a header on each call.
    S3Client s3(String header, String value) {
        return build(S3Client.builder(), override -> override.putHeader(header, value));
    }

    SqsClient sqs() {
        return build(SqsClient.builder());
    }

    EventBridgeClient events() {
        return build(EventBridgeClient.builder());
    }

    CloudWatchClient cloudWatch() {
        return build(CloudWatchClient.builder());
    }

    SecurityHubClient securityHub() {
        return build(SecurityHubClient.builder());
    }

    SnsClient sns() {
        return build(SnsClient.builder());
    }

    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(B builder) {
        return build(builder, override -> {});
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
            B builder, Consumer<ClientOverrideConfiguration.Builder> more) {
        return builder.httpClient(HTTP)
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(
                        c -> more.accept(c.retryStrategy(DefaultRetryStrategy.doNotRetry())))
                .build();
    }

    /// Creates an account and returns its id.
    AccountId createAccount(String name) {
        String request =
                organizations()
                        .createAccount(c -> c.accountName(name).email(name + "@example.com"))
                        .createAccountStatus()
                        .id();
        return new AccountId(
                organizations()
                        .describeCreateAccountStatus(d -> d.createAccountRequestId(request))
                        .createAccountStatus()
                        .accountId());
    }
}
