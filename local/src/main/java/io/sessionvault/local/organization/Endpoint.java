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
/// @param policies what it does with policies
public record Endpoint(
        URI uri,
        AwsCredentials management,
        Function<AccountId, Optional<AwsCredentials>> administrators,
        Policies policies) {
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    /// What an emulator does with policies.
    public sealed interface Policies {
        /// It binds the sessions of roles by them.
        ///
        /// @param roles gives services the sessions of roles
        record Evaluated(ServiceRoles roles) implements Policies {}

        /// It binds everybody by them, and gives services no sessions of roles: an account's
        /// administrator takes them in the service's place.
        record Enforced() implements Policies {}

        /// It keeps them and lets everybody do everything.
        record Ignored() implements Policies {}
    }

    /// Sessions of roles that a service assumes for somebody, as Lambda does for a function and EC2
    /// for an instance.
    @FunctionalInterface
    public interface ServiceRoles {
        /// Credentials of a session.
        ///
        /// @param service the service's principal, e.g. `lambda.amazonaws.com`
        /// @param roleArn the role, which has to trust the service
        /// @param sessionName the name of the session
        AwsCredentials assume(String service, String roleArn, String sessionName);
    }

    /// The same, when it is known what the emulator does with policies.
    public Endpoint with(Policies known) {
        return new Endpoint(uri, management, administrators, known);
    }

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
