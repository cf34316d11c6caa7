package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Whom a client calls is decided by its configuration alone.
class ClientConfigurationTest {
    private static final String[] PROPERTIES = {"aws.useFipsEndpoint", "aws.useDualstackEndpoint"};

    private final FakeHttp http = new FakeHttp();

    @AfterEach
    void forget() {
        for (String property : PROPERTIES) {
            System.clearProperty(property);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws.useFipsEndpoint", "aws.useDualstackEndpoint"})
    void aPropertyOfTheSdkSplitsNoCalls(String property) {
        System.setProperty(property, "true");
        http.json(200, "{\"Sessions\": []}");

        ssm().describeSessions(ask -> {});

        assertThat(http.requests.getFirst().host()).isEqualTo("ssm.eu-west-1.amazonaws.com");
    }

    @Test
    void noFileSaysWhomToCall() {
        assertThat(ssm().serviceClientConfiguration().overrideConfiguration().defaultProfileFile())
                .hasValueSatisfying(file ->
                        assertThat(file.profiles().values())
                                .singleElement()
                                .satisfies(profile ->
                                        assertThat(profile.properties())
                                                .containsOnlyKeys(
                                                        "s3_us_east_1_regional_endpoint")));
    }

    /// In us-east-1 the SDK has a host of its own.
    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1"})
    void bothKindsOfCallsAskOneHostOfS3(String name) {
        RegionName region = new RegionName(name);
        http.answer(200, Map.of(), "");

        FakeHttp.build(http, OwnBuckets.builder(VAULT_ACCOUNT, false), region)
                .headObject(ask -> ask.bucket("session-logs").key("k"));

        assertThat(http.requests.getFirst().host())
                .isEqualTo(
                        new S3Address(new BucketOwner(VAULT_ACCOUNT), region, Optional.empty())
                                .request(SdkHttpMethod.HEAD, "session-logs", "k")
                                .build()
                                .host());
    }

    private SsmClient ssm() {
        return FakeHttp.build(http, SsmClient.builder(), IRELAND);
    }
}
