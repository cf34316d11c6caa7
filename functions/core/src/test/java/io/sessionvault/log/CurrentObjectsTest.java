package io.sessionvault.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentObjectsTest {
    private static final int LAST_SECOND = 30;

    /// The search answers as one look at each key would.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersAsALookAtEveryKeyWould(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<KeyHistory> keys = keys(random);
            CurrentObjects objects = CurrentObjects.of(keys);
            for (int time = 0; time <= LAST_SECOND; time++) {
                int before = random.nextInt(time + 1);
                Instant at = Instant.ofEpochSecond(time);
                Instant limit = Instant.ofEpochSecond(before);

                assertThat(objects.anyAt(at, written -> written.isBefore(limit)))
                        .as("%s at %s, before %s", keys, at, limit)
                        .isEqualTo(keys.stream().anyMatch(key -> hadOneFromBefore(key, at, limit)));
            }
        }
    }

    /// A lifecycle hides what was written on one day within a few hours of another.
    @Test
    void keepsLittleOfAnOldBucket() {
        CurrentObjects objects = new CurrentObjects();
        Random random = new Random(13);
        Instant written = Instant.parse("2025-01-01T00:00:00Z");
        for (int key = 0; key < 200_000; key++) {
            written = written.plusSeconds(13);
            Instant due = written.plus(Duration.ofDays(367)).truncatedTo(ChronoUnit.DAYS);
            objects.add(
                    new KeyHistory(
                            "key-" + key,
                            List.of(
                                    new KeyHistory.DeleteMarker(
                                            "m", due.plusSeconds(random.nextInt(20_000))),
                                    new Version("v", written, 1, false))));
        }

        assertThat(objects.size()).isLessThan(1_000);
    }

    private static boolean hadOneFromBefore(KeyHistory key, Instant at, Instant limit) {
        return key.entries().stream()
                .filter(entry -> entry.lastModified().isBefore(at))
                .findFirst()
                .filter(Version.class::isInstance)
                .filter(object -> object.lastModified().isBefore(limit))
                .isPresent();
    }

    /// Some times are equal, and the newest entry need not be the latest.
    private static List<KeyHistory> keys(Random random) {
        List<KeyHistory> keys = new ArrayList<>();
        for (int key = random.nextInt(6); key > 0; key--) {
            List<Entry> entries = new ArrayList<>();
            for (int entry = 1 + random.nextInt(4); entry > 0; entry--) {
                Instant time = Instant.ofEpochSecond(random.nextInt(LAST_SECOND));
                entries.add(
                        random.nextBoolean()
                                ? new Version("v" + entry, time, 42, false)
                                : new KeyHistory.DeleteMarker("m" + entry, time));
            }
            keys.add(new KeyHistory("key-" + key, entries));
        }
        return keys;
    }
}
