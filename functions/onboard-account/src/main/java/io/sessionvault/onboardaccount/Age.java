package io.sessionvault.onboardaccount;

import java.time.Duration;
import java.time.Instant;

/// How long ago something happened, and what may still be out of date because of it. Organizations
/// is eventually consistent.
///
/// Source: Organizations user guide, "Troubleshooting AWS Organizations", changes that are not
/// always immediately visible.
///
/// @param since when it happened
/// @param now what time it is
/// @param receiveCount how often the message was received so far, this time included
record Age(Instant since, Instant now, int receiveCount) {
    /// After so long an account that Organizations does not know is no member.
    static final Duration PATIENCE = Duration.ofHours(1);

    /// After so long a listing has every account that joined before.
    static final Duration LISTED = Duration.ofMinutes(10);

    /// Tells whether it makes sense to ask once more.
    boolean mayStillAppear() {
        return now.isBefore(since.plus(PATIENCE));
    }

    /// Tells whether what a listing lacks will not come.
    boolean isListed() {
        return !now.isBefore(since.plus(LISTED));
    }

    boolean isFirst() {
        return receiveCount <= 1;
    }
}
