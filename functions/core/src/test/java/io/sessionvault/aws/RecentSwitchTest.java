package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

class RecentSwitchTest {
    private final FakeHttp http = new FakeHttp();
    private Instant now = Instant.parse("2026-11-28T21:00:00Z");
    private final RecentSwitch recent =
            new RecentSwitch(
                    new RepairSwitch(
                            FakeHttp.build(http, SsmClient.builder(), FRANKFURT), "/vault/repair"),
                    () -> now);

    @Test
    void asksAtMostOnceIn20SecondsWhileChangesAreAllowed() {
        says("on");
        assertThat(settingNow()).contains(RepairSetting.ON);
        pass(Duration.ofSeconds(20).minusMillis(1));
        assertThat(settingNow()).contains(RepairSetting.ON);
        assertThat(http.bodies).hasSize(1);

        says("paused");
        pass(Duration.ofMillis(1));
        assertThat(settingNow()).contains(RepairSetting.PAUSED);
        assertThat(http.bodies).hasSize(2);
    }

    @Test
    void seesAtOnceThatAPauseIsLifted() {
        says("paused");
        assertThat(settingNow()).contains(RepairSetting.PAUSED);
        says("on");
        assertThat(settingNow()).contains(RepairSetting.ON);
    }

    @Test
    void asksAgainAtOnceForWhatCouldNotBeRead() {
        http.json(400, "{\"__type\": \"AccessDeniedException\"}");
        assertThat(settingNow()).isEmpty();
        says("off");
        assertThat(settingNow()).contains(RepairSetting.OFF);
    }

    private void says(String value) {
        http.json(200, "{\"Parameter\": {\"Value\": \"%s\"}}".formatted(value));
    }

    private Optional<RepairSetting> settingNow() {
        return recent.read() instanceof Observation.Seen<SwitchState>(SwitchState state)
                ? Optional.of(state.setting())
                : Optional.empty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
