package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.SsmClient;

class RepairSwitchTest {
    private final FakeHttp http = new FakeHttp();
    private final RepairSwitch repairs =
            new RepairSwitch(
                    FakeHttp.build(http, SsmClient.builder(), FRANKFURT), "/session-vault/repair");

    @ParameterizedTest
    @CsvSource({"on, true", "off, false", "On, false", "'on ', false", "true, false", "'', false"})
    void isOnlyOnWhenItSaysExactlySo(String value, boolean on) {
        http.json(200, "{\"Parameter\": {\"Value\": \"%s\"}}".formatted(value));

        assertThat(repairs.isOn()).isEqualTo(new Observation.Seen<>(on));
        assertThat(http.bodies.getFirst()).contains("\"/session-vault/repair\"");
    }

    @Test
    void isUnknownWhenItCannotBeRead() {
        http.json(400, "{\"__type\": \"ParameterNotFound\"}");

        assertThat(repairs.isOn()).isInstanceOf(Observation.Unseen.class);
    }
}
