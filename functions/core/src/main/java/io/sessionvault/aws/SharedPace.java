package io.sessionvault.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How fast many callers together call one service: never faster than allowed, slower while the
/// service refuses, and step by step faster again when it does so no more.
public final class SharedPace {
    /// The rate is lowered once in this time at most, since what was under way says nothing about the
    /// new one, and raised after each such time without a refusal.
    private static final Duration STEP = Duration.ofSeconds(1);

    /// What a refusal leaves of the rate.
    private static final double LESS = 0.5;

    /// What a step without refusals adds, as a part of the highest rate.
    private static final double MORE = 0.1;

    /// The lowest rate, as a part of the highest: to see that the service answers again, it has to
    /// be asked.
    private static final double LEAST = 0.2;

    private static final double NANOS = 1e9;

    private final InstantSource clock;
    private final Pacer.Pause pause;
    private final double highest;
    private final Object turn = new Object();
    private final Object changing = new Object();
    private Instant next = Instant.MIN;
    private Instant lowered = Instant.MIN;
    private Instant quiet = Instant.MIN;
    private volatile double rate;

    /// @param highest calls per second that are never exceeded
    public SharedPace(InstantSource clock, Pacer.Pause pause, double highest) {
        this.clock = clock;
        this.pause = pause;
        this.highest = highest;
        this.rate = highest;
    }

    /// Waits until the next call may be made. The others wait meanwhile, so a lower rate counts for
    /// all of them at once.
    ///
    /// @param end when no call may be made any more
    /// @return whether the call may be made; otherwise it would be too late
    public boolean await(Instant end) {
        synchronized (turn) {
            Instant now = clock.instant();
            Instant mine = now.isBefore(next) ? next : now;
            if (!mine.isBefore(end)) {
                return false;
            }
            if (now.isBefore(mine)) {
                pause.pass(Duration.between(now, mine));
            }
            next = mine.plusNanos((long) Math.ceil(NANOS / rate));
            return true;
        }
    }

    /// The service answered a call.
    public void answered() {
        if (rate == highest) {
            return;
        }
        synchronized (changing) {
            Instant now = clock.instant();
            if (!now.isBefore(quiet.plus(STEP))) {
                quiet = now;
                rate = Math.min(highest, rate + MORE * highest);
            }
        }
    }

    /// The service refused a call for now.
    public void refused() {
        synchronized (changing) {
            Instant now = clock.instant();
            quiet = now;
            if (!now.isBefore(lowered.plus(STEP))) {
                lowered = now;
                rate = Math.max(LEAST * highest, rate * LESS);
            }
        }
    }
}
