package io.sessionvault.watch;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a watch lasts, and when its looks are.
class WatchTest {
    private static final Instant SWITCHED = Instant.parse("2026-11-29T10:00:00Z");

    private static Watch watch(int minutes) {
        return new Watch(
                MEMBER,
                new TreeSet<>(List.of(IRELAND)),
                SWITCHED,
                SWITCHED.plus(Duration.ofMinutes(minutes)));
    }

    @ParameterizedTest
    @CsvSource({
        "60, 0, 10",
        "60, 49, 10",
        "60, 58, 7",
        "60, 60, 5",
        "60, 65, 0",
        "60, 90, 0",
        "10, 0, 10",
        "10, 10, 5"
    })
    void looksAreTenMinutesApartAndTheLastOneIsWhenLogsHaveArrived(
            int minutes, int after, int next) {
        Instant now = SWITCHED.plus(Duration.ofMinutes(after));

        assertThat(watch(minutes).untilNextLook(now)).isEqualTo(Duration.ofMinutes(next));
        assertThat(watch(minutes).isOver(now)).isEqualTo(next == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 721})
    void aWatchEndsAfterTheSwitchAndLastsTwelveHoursAtMost(int minutes) {
        assertThatIllegalArgumentException().isThrownBy(() -> watch(minutes));
    }

    @Test
    void aWatchOfNoRegionIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> watch(60).of(List.of()));
    }
}
