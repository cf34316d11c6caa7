package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Duration;
import java.time.Instant;

/// The plain listing of the bucket that a run was given at some moment since it began. Nobody knows
/// when it came to a key; how a key stands to it follows from the key's history alone, so that all
/// parts of the run say the same of a key that nobody touches.
///
/// @param startedAt when the run began
public record RunListing(Instant startedAt) {
    /// What is older was there when the run began: times in listings are whole seconds, and an upload
    /// in parts is listed as of when it began.
    public static final Duration MARGIN = Duration.ofHours(1);

    /// How a key stands to the listing.
    public enum Standing {
        /// It is in the listing: it has had the same object all the time.
        SHOWN,
        /// It is not: it has been hidden all the time.
        HIDDEN,
        /// It may be: something happened to it since shortly before the run began.
        OPEN,
        /// It may be, but nothing of it was there when the run began.
        NEW
    }

    /// How this key stands to the listing.
    public Standing standing(KeyHistory history) {
        if (history.entries().stream()
                .allMatch(entry -> !entry.lastModified().isBefore(startedAt))) {
            return Standing.NEW;
        }
        Instant since = startedAt.minus(MARGIN);
        boolean hadObject = history.hadObject(since);
        if (hadObject && history.entries().getFirst().lastModified().isBefore(since)) {
            return Standing.SHOWN;
        }
        boolean hasHadObject =
                hadObject || history.entries().stream().anyMatch(entry -> isSince(entry, since));
        return hasHadObject ? Standing.OPEN : Standing.HIDDEN;
    }

    private static boolean isSince(Entry entry, Instant since) {
        return entry instanceof Version && !entry.lastModified().isBefore(since);
    }
}
