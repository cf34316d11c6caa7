package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// What answers AWS's API in a local run: the stand-in, or another emulator.
///
/// @param uri where it listens
/// @param management credentials of the organization's management account
/// @param administrators credentials of a member's administrator that do not expire, where the
///     emulator has such
public record Endpoint(
        URI uri,
        AwsCredentials management,
        Function<AccountId, Optional<AwsCredentials>> administrators) {
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    /// Builds a client.
    ///
    /// @param builder the service's client builder
    /// @param credentials whose credentials to sign with
    /// @param region the Region to call
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentials credentials, RegionName region) {
        return builder.httpClient(HTTP)
                .endpointOverride(uri)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .region(Region.of(region.value()))
                .build();
    }
}
