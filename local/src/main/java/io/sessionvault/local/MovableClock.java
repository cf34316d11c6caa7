package io.sessionvault.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The system's clock, some time ahead: a run moves it instead of waiting. Thread-safe.
public final class MovableClock implements InstantSource {
    private Duration ahead = Duration.ZERO;

    /// Moves the clock forward.
    public synchronized void move(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public synchronized Instant instant() {
        return Instant.now().plus(ahead);
    }
}
