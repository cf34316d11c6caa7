package io.sessionvault.aws;

import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.services.organizations.endpoints.OrganizationsEndpointProvider;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/// The service clients of the SDK, which check-log does without, know where each service answers.
class PartitionTest {
    static List<Region> regions() {
        return Region.regions().stream().filter(region -> !region.isGlobalRegion()).toList();
    }

    @ParameterizedTest
    @MethodSource("regions")
    void findsOrganizationsWhereItsClientDoes(Region region) {
        Endpoint endpoint =
                OrganizationsEndpointProvider.defaultProvider()
                        .resolveEndpoint(ask -> ask.region(region))
                        .join();
        Partition partition = Partition.of(new RegionName(region.id()));

        assertThat(partition.endpoint("organizations", partition.organizationsRegion()))
                .isEqualTo(endpoint.url());
        assertThat(signingRegion(endpoint).orElse(region.id()))
                .isEqualTo(partition.organizationsRegion());
    }

    @ParameterizedTest
    @MethodSource("regions")
    void findsABucketWhereItsClientDoes(Region region) {
        Endpoint endpoint =
                S3EndpointProvider.defaultProvider()
                        .resolveEndpoint(ask -> ask.region(region).bucket("session-logs"))
                        .join();

        assertThat(
                        new S3Address(
                                        new BucketOwner(VAULT_ACCOUNT),
                                        new RegionName(region.id()),
                                        Optional.empty())
                                .request(SdkHttpMethod.HEAD, "session-logs", "a b")
                                .build()
                                .getUri())
                .isEqualTo(URI.create(endpoint.url() + "/a%20b"));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void findsEventBridgeWhereTheSdkDoes(Region region) {
        assertThat(Partition.of(new RegionName(region.id())).endpoint("events", region.id()))
                .isEqualTo(
                        URI.create("https://" + new EventsServiceMetadata().endpointFor(region)));
    }

    /// Where the rules name none, a client signs for its own Region.
    private static Optional<String> signingRegion(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES))
                .map(schemes -> ((SigV4AuthScheme) schemes.getFirst()).signingRegion());
    }
}
