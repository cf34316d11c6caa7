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

    /// How long one attempt of a call may take where nothing else is configured.
    public static final Duration ATTEMPT = Duration.ofSeconds(15);

    /// A call makes up to three attempts and waits between them.
    private static final int ATTEMPTS_PER_CALL = 4;

    /// Connections that are kept for the next call. More calls than this are never under way at
    /// once; with the JDK's five, the others would open a new connection each.
    ///
    /// Source: JDK documentation, "Networking Properties", `http.maxConnections`.
    private static final String KEPT_CONNECTIONS = "256";

    static {
        System.setProperty("http.maxConnections", KEPT_CONNECTIONS);
    }

    private final SdkHttpClient http;
    private final Duration attempt;

    /// With a transport of its own, which all clients share.
    ///
    /// @param attempt how long one attempt of a call may take
    public ClientConfiguration(Duration attempt) {
        this(
                new TimelyHttpClient(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(attempt)
                                .build(),
                        attempt),
                attempt);
    }

    ClientConfiguration(SdkHttpClient http, Duration attempt) {
        this.http = http;
        this.attempt = attempt;
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
                                .apiCallAttemptTimeout(attempt)
                                .apiCallTimeout(attempt.multipliedBy(ATTEMPTS_PER_CALL)))
                .build();
    }
}
