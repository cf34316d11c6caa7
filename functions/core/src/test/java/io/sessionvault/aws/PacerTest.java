package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T03:00:00Z");
    private final Pacer pacer = new Pacer(() -> now, this::pass, Duration.ofMillis(200));

    @Test
    void letsTheFirstCallPassAtOnceAndKeepsTheOthersApart() {
        for (int call = 0; call < 4; call++) {
            pacer.await();
        }

        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void countsTheTimeThatTheCallItselfTook() {
        pacer.await();
        now = now.plusMillis(150);
        pacer.await();
        now = now.plusMillis(200);
        pacer.await();

        assertThat(pauses).containsExactly(Duration.ofMillis(50));
    }

    private void pass(Duration time) {
        pauses.add(time);
        now = now.plus(time);
    }
}
