package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                .hasValueSatisfying(file -> assertThat(file.profiles()).isEmpty());
    }

    private SsmClient ssm() {
        return FakeHttp.build(http, SsmClient.builder(), IRELAND);
    }
}
