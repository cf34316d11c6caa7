package io.sessionvault.watch;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/// Regions of an account that are going to be switched, or have been, and whose sessions are looked
/// at for a while.
///
/// @param account the account
/// @param regions the Regions, at least one
/// @param switchedAt just before the switch
/// @param until sessions that begin later are not looked at; at most [#LONGEST] later
public record Watch(
        AccountId account, NavigableSet<RegionName> regions, Instant switchedAt, Instant until) {
    /// The longest watch.
    public static final Duration LONGEST = Duration.ofHours(12);

    /// From look to look. SQS delays no message for longer than a quarter of an hour.
    ///
    /// Source: SQS API reference, `SendMessage`, `DelaySeconds`.
    public static final Duration EVERY = Duration.ofMinutes(10);

    /// @throws IllegalArgumentException when there is no Region, or the times do not fit
    public Watch {
        Objects.requireNonNull(account, "account");
        regions = Collections.unmodifiableNavigableSet(new TreeSet<>(regions));
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("a watch needs a Region");
        }
        if (until.isBefore(switchedAt) || until.isAfter(switchedAt.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "a watch ends 0 to " + LONGEST.toMinutes() + " minutes after the switch");
        }
    }

    /// The same watch of some of the Regions.
    public Watch of(Collection<RegionName> some) {
        return new Watch(account, new TreeSet<>(some), switchedAt, until);
    }

    /// When the logs have arrived of what was over by the end.
    private Instant lastLook() {
        return until.plus(SwitchJudge.LOG_TAKES);
    }

    /// Tells whether no other look follows.
    public boolean isOver(Instant now) {
        return !now.isBefore(lastLook());
    }

    /// How long the next look waits.
    public Duration untilNextLook(Instant now) {
        Duration left = isOver(now) ? Duration.ZERO : Duration.between(now, lastLook());
        return left.compareTo(EVERY) < 0 ? left : EVERY;
    }
}
