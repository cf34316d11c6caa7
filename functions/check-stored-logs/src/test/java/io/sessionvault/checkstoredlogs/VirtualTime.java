package io.sessionvault.checkstoredlogs;

import io.sessionvault.aws.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves only when somebody waits.
final class VirtualTime implements InstantSource, Pacer.Pause {
    private Instant now = Instant.parse("2026-11-24T03:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }
}
