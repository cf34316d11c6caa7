package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/// How every AWS client of the functions is built: explicit transport, time limits, credentials and
/// Region, so that a cold start looks for none of them. Where an emulator answers in place of AWS,
/// all of them call that one.
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

    /// Ends attempts that take too long, for all clients: each would start up to five threads of its
    /// own for that, which live as long as it does.
    private static final ScheduledExecutorService TIME_LIMITS = timeLimits();

    /// In place of a file: nothing, but that S3 is called in `us-east-1` as in every other Region, at
    /// the host that calls without a client use. By default the SDK calls the global one there.
    ///
    /// Source: AWS SDKs and tools reference guide, "Amazon S3 Regional endpoint for us-east-1".
    private static final ProfileFile NO_FILE =
            ProfileFile.builder()
                    .content("[default]\ns3_us_east_1_regional_endpoint = regional\n")
                    .type(ProfileFile.Type.CONFIGURATION)
                    .build();

    static {
        System.setProperty("http.maxConnections", KEPT_CONNECTIONS);
    }

    private final SdkHttpClient http;
    private final Duration attempt;
    private final Optional<URI> emulator;

    /// With a transport of its own, which all clients share.
    ///
    /// @param attempt how long one attempt of a call may take
    /// @param emulator where an emulator answers in place of AWS
    public ClientConfiguration(Duration attempt, Optional<URI> emulator) {
        this(
                new TimelyHttpClient(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(attempt)
                                .build(),
                        attempt),
                attempt,
                emulator);
    }

    /// For calls that somebody waits for who can do without the answer.
    ///
    /// @param most how long an attempt may take, where less is not configured
    public ClientConfiguration within(Duration most) {
        return attempt.compareTo(most) <= 0 ? this : new ClientConfiguration(most, emulator);
    }

    ClientConfiguration(SdkHttpClient http, Duration attempt, Optional<URI> emulator) {
        this.http = http;
        this.attempt = attempt;
        this.emulator = emulator;
    }

    /// A limit that was not needed is dropped at once, and with it the request that it holds; by
    /// default it would wait for its time, a minute for a call that took milliseconds.
    private static ScheduledExecutorService timeLimits() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("time-limits").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
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

    /// Builds a client. Nothing but this configuration decides whom it calls: neither a file nor a
    /// property of the SDK's.
    ///
    /// @param builder the service's client builder; what it is configured with already stays
    /// @param credentials whose credentials to sign with
    /// @param region the Region to call
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, AwsCredentialsProvider credentials, RegionName region) {
        emulator.ifPresent(builder::endpointOverride);
        return builder.httpClient(http)
                .credentialsProvider(credentials)
                .region(Region.of(region.value()))
                .fipsEnabled(false)
                .dualstackEnabled(false)
                .overrideConfiguration(
                        builder.overrideConfiguration()
                                .copy(override ->
                                        override.defaultProfileFile(NO_FILE)
                                                .scheduledExecutorService(TIME_LIMITS)
                                                .retryStrategy(RetryMode.STANDARD)
                                                .apiCallAttemptTimeout(attempt)
                                                .apiCallTimeout(
                                                        attempt.multipliedBy(ATTEMPTS_PER_CALL))))
                .build();
    }

    /// Where an emulator answers in place of AWS.
    Optional<URI> emulator() {
        return emulator;
    }

    /// Calls of a service with the function's own credentials, without a service client.
    ///
    /// @param signingName the service's name in signatures
    /// @param signingRegion the Region's name in signatures
    SignedCalls ownCalls(String signingName, String signingRegion) {
        return calls(ownCredentials(), signingName, signingRegion);
    }

    /// Calls of a service with somebody's credentials, without a service client.
    ///
    /// @param credentials whose credentials to sign with
    /// @param signingName the service's name in signatures
    /// @param signingRegion the Region's name in signatures
    SignedCalls calls(
            AwsCredentialsProvider credentials, String signingName, String signingRegion) {
        return new SignedCalls(http, credentials, signingName, signingRegion);
    }

    /// The same calls, each of them made once: for one who decides himself when to call again.
    ///
    /// @param signingName the service's name in signatures
    /// @param signingRegion the Region's name in signatures
    SignedCalls ownCallsOnce(String signingName, String signingRegion) {
        return new SignedCalls(
                http,
                ownCredentials(),
                signingName,
                signingRegion,
                DefaultRetryStrategy.doNotRetry());
    }
}
