package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When this instance of the function last looked at which account. Thread-safe.
final class RecentLooks {
    /// A look that begins so long after a change has seen it: IAM is eventually consistent. It is
    /// less than the queue's delay, so that the first look after a change counts.
    ///
    /// Source: IAM user guide, "Changes that I make are not always immediately visible", which
    /// names no time.
    static final Duration MARGIN = Duration.ofSeconds(20);

    /// As many accounts as an organization has at most.
    ///
    /// Source: Organizations user guide, "Quotas".
    static final int MOST = 10_000;

    private final Map<AccountId, Instant> begun = new LinkedHashMap<>();

    /// Tells whether a look has begun long enough after a time to have seen what was changed until
    /// then.
    synchronized boolean cover(AccountId account, Instant time) {
        @Nullable Instant last = begun.get(account);
        return last != null && last.isAfter(time.plus(MARGIN));
    }

    /// Remembers when a look began that has ended well.
    synchronized void remember(AccountId account, Instant at) {
        begun.remove(account);
        begun.put(account, at);
        if (begun.size() > MOST) {
            begun.remove(begun.keySet().iterator().next());
        }
    }
}
