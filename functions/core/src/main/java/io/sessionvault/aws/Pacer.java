package io.sessionvault.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Keeps calls apart, one caller at a time.
public final class Pacer {
    private final InstantSource clock;
    private final Pause pause;
    private final Duration interval;
    private Instant next = Instant.MIN;

    /// How to let time pass.
    @FunctionalInterface
    public interface Pause {
        /// Really.
        Pause SLEEP =
                time -> {
                    try {
                        Thread.sleep(time);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted between two calls", stopped);
                    }
                };

        /// Returns after that time.
        void pass(Duration time);
    }

    /// @param interval from one call to the next, at least
    Pacer(InstantSource clock, Pause pause, Duration interval) {
        this.clock = clock;
        this.pause = pause;
        this.interval = interval;
    }

    /// Waits until the next call may be made.
    void await() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            pause.pass(Duration.between(now, next));
            now = next;
        }
        next = now.plus(interval);
    }
}
