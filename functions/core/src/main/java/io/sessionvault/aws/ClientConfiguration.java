package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// How every AWS client of the functions is built: explicit transport, time limits, credentials and
/// Region, so that a cold start looks for none of them. `AWS_ENDPOINT_URL` points all clients at
/// another endpoint, as in every AWS SDK.
public final class ClientConfiguration {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(60);

    private final SdkHttpClient http;

    /// With a transport of its own, which all clients share.
    public ClientConfiguration() {
        this(
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .build());
    }

    ClientConfiguration(SdkHttpClient http) {
        this.http = http;
    }

    /// The function's own credentials: from the environment, or from the container endpoint that
    /// Lambda uses with SnapStart.
    ///
    /// Source: Lambda developer guide, "Handling uniqueness with SnapStart" and "Lambda execution
    /// environment".
    public static AwsCredentialsProvider ownCredentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.create());
    }

    /// Builds a client.
    ///
    /// @param builder the service's client builder
    /// @param credentials whose credentials to sign with
    /// @param region the Region to call
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, AwsCredentialsProvider credentials, RegionName region) {
        return builder.httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(region.value()))
                .overrideConfiguration(override ->
                        override.retryStrategy(RetryMode.STANDARD)
                                .apiCallAttemptTimeout(ATTEMPT)
                                .apiCallTimeout(CALL))
                .build();
    }
}
