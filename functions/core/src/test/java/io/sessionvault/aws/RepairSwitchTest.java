package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Observation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

class RepairSwitchTest {
    private final FakeHttp http = new FakeHttp();
    private final RepairSwitch repairs =
            new RepairSwitch(
                    FakeHttp.build(http, SsmClient.builder(), FRANKFURT), "/session-vault/repair");

    @ParameterizedTest
    @CsvSource({"on, ON", "off, OFF", "paused, PAUSED"})
    void saysWhichOfThreeValuesItHasAndSinceWhen(String value, RepairSetting setting) {
        http.json(
                200,
                "{\"Parameter\": {\"Value\": \"%s\", \"LastModifiedDate\": 1.7958E9}}"
                        .formatted(value));

        assertThat(repairs.read())
                .isEqualTo(
                        new Observation.Seen<>(
                                new SwitchState(
                                        setting,
                                        Optional.of(Instant.ofEpochSecond(1_795_800_000)))));
        assertThat(http.bodies.getFirst()).contains("\"/session-vault/repair\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"On", "on ", "true", "", "pause", "PAUSED"})
    void doesNotGuessWhatAnotherValueMeans(String value) {
        http.json(200, "{\"Parameter\": {\"Value\": \"%s\"}}".formatted(value));

        assertThat(repairs.read())
                .isInstanceOf(Observation.Unseen.class)
                .asString()
                .contains("\"" + value + "\"");
    }

    @Test
    void isUnknownWhenItCannotBeRead() {
        http.json(400, "{\"__type\": \"ParameterNotFound\"}");

        assertThat(repairs.read()).isInstanceOf(Observation.Unseen.class);
    }
}
