package io.sessionvault.onboardaccount;

import java.time.Duration;

/// How long a message waits before it is tried again. AWS says that a young account may take
/// minutes to let anybody in; the delay doubles from half a minute to a quarter of an hour, which
/// with the queue's 14 receipts makes more than two hours.
final class RetryDelay {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 5;

    private RetryDelay() {}

    /// The delay after a receipt.
    ///
    /// @param receiveCount how often the message was received, from 1
    static Duration after(int receiveCount) {
        int doublings = Math.clamp(receiveCount - 1L, 0, DOUBLINGS);
        Duration grown = FIRST.multipliedBy(1L << doublings);
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }
}
