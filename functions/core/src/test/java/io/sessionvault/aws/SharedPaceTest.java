package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharedPaceTest {
    private static final Instant BEGIN = Instant.parse("2026-11-24T03:00:00Z");

    private Instant now = BEGIN;
    private final SharedPace pace = new SharedPace(() -> now, this::pass, 100);

    @Test
    void letsTheFirstCallPassAtOnceAndSpreadsTheOthersEvenly() {
        assertThat(callsFor(Duration.ofSeconds(3))).isEqualTo(300);
    }

    @Test
    void keepsNoTurnsForLater() {
        pace.await(Instant.MAX);
        now = now.plusSeconds(60);

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(100);
    }

    @Test
    void halvesTheRateOnceASecondHoweverManyAreRefused() {
        for (int call = 0; call < 50; call++) {
            pace.refused();
        }

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(50);
        pace.refused();
        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(25);
    }

    @Test
    void goesOnAskingNowAndThen() {
        for (int second = 0; second < 20; second++) {
            pace.refused();
            now = now.plusSeconds(1);
        }

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(20);
    }

    @Test
    void becomesFasterStepByStepWhileNothingIsRefused() {
        pace.refused();
        for (int second = 1; second <= 3; second++) {
            now = now.plusSeconds(1);
            pace.answered();
            pace.answered();
        }

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(80);
    }

    @Test
    void isNeverFasterThanAllowed() {
        pace.refused();
        for (int second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            pace.answered();
        }

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(100);
    }

    @Test
    void doesNotBecomeFasterWhileSomeAreRefused() {
        for (int tenth = 0; tenth < 100; tenth++) {
            pace.answered();
            pace.refused();
            now = now.plusMillis(100);
        }

        assertThat(callsFor(Duration.ofSeconds(1))).isEqualTo(20);
    }

    @Test
    void letsNoneBeginAtTheEndOrLater() {
        Instant end = BEGIN.plusMillis(10);

        assertThat(pace.await(end)).isTrue();
        assertThat(pace.await(end)).as("its turn would be at the end").isFalse();
        assertThat(now).as("nobody waits for that").isEqualTo(BEGIN);
    }

    private int callsFor(Duration time) {
        Instant end = now.plus(time);
        int calls = 0;
        while (pace.await(end)) {
            calls++;
        }
        now = end;
        return calls;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
