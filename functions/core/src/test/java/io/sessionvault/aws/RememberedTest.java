package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final List<String> read = new ArrayList<>();
    private final Remembered<String, String> remembered =
            new Remembered<>(() -> now, Duration.ofMinutes(10), Duration.ofSeconds(10), 2);

    @Test
    void readsOnceUntilItsTimeIsOver() {
        get("a");
        now = now.plus(Duration.ofMinutes(10)).minusNanos(1);
        get("a");
        assertThat(read).containsExactly("a");
        now = now.plusNanos(1);
        get("a");
        assertThat(read).containsExactly("a", "a");
    }

    @Test
    void forgetsAFailureSooner() {
        fail("a");
        now = now.plus(Duration.ofSeconds(10)).minusNanos(1);
        fail("a");
        assertThat(read).containsExactly("a");
        now = now.plusNanos(1);
        fail("a");
        assertThat(read).containsExactly("a", "a");
    }

    @Test
    void keepsTheNewestOfMoreThanItHolds() {
        get("a");
        get("b");
        get("c");
        get("c");
        get("b");
        assertThat(read).containsExactly("a", "b", "c");
        get("a");
        assertThat(read).containsExactly("a", "b", "c", "a");
    }

    private void get(String key) {
        remembered.get(
                key,
                () -> {
                    read.add(key);
                    return new Observation.Seen<>(key);
                });
    }

    private void fail(String key) {
        remembered.get(
                key,
                () -> {
                    read.add(key);
                    return new Observation.Unseen<>(
                            new ServiceError(ErrorKind.DENIED, "No", "no", Optional.empty()));
                });
    }
}
