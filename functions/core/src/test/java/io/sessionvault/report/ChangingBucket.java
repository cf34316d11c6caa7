package io.sessionvault.report;

import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.KeyHistory.DeleteMarker;
import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import io.sessionvault.log.KeyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A versioned bucket that changes, as it is at any moment.
///
/// @param changes what happens to it, in any order
record ChangingBucket(List<Change> changes) {
    /// For so long the lifecycle leaves what it has hidden.
    private static final Duration LEFT = Duration.ofDays(30);

    /// @param what what happens
    /// @param key to which key
    /// @param at when; what is listed is as of that
    /// @param effect when it can be seen, which for an upload in parts is when it ends
    record Change(What what, String key, Instant at, Instant effect) {}

    enum What {
        PUT,
        HIDE,
        /// The lifecycle takes away what has been hidden long enough.
        CLEAN_UP,
        /// Somebody who may takes away the newest entry for good.
        REMOVE
    }

    /// All keys with something to list.
    SortedMap<String, KeyHistory> at(Instant time) {
        SortedMap<String, List<Entry>> entries = new TreeMap<>(KeyOrder::compare);
        List<Change> past =
                changes.stream()
                        .filter(change -> !change.effect().isAfter(time))
                        .sorted(Comparator.comparing(Change::effect))
                        .toList();
        for (int i = 0; i < past.size(); i++) {
            apply(past.get(i), i, entries);
        }
        SortedMap<String, KeyHistory> keys = new TreeMap<>(KeyOrder::compare);
        entries.forEach((key, all) -> {
            if (!all.isEmpty()) {
                keys.put(key, new KeyHistory(key, all));
            }
        });
        return keys;
    }

    /// What a listing of the bucket's objects shows of a key.
    boolean shows(String key, Instant time) {
        return Optional.ofNullable(at(time).get(key)).filter(KeyHistory::hasObject).isPresent();
    }

    /// Lists keys and their histories from behind a text on, until no more is wanted.
    void list(String behind, Instant time, Predicate<KeyHistory> taker) {
        for (KeyHistory history : at(time).values()) {
            boolean isBehind = KeyOrder.compare(history.key(), behind) > 0;
            if (isBehind && !taker.test(history)) {
                return;
            }
        }
    }

    private static void apply(Change change, int id, SortedMap<String, List<Entry>> entries) {
        List<Entry> all = entries.computeIfAbsent(change.key(), _ -> new ArrayList<>());
        switch (change.what()) {
            case PUT -> all.addFirst(new Version("v" + id, change.at(), id, false));
            case HIDE -> all.addFirst(new DeleteMarker("m" + id, change.at()));
            case CLEAN_UP -> cleanUp(all, change.at());
            case REMOVE -> {
                if (!all.isEmpty()) {
                    all.removeFirst();
                }
            }
        }
    }

    private static void cleanUp(List<Entry> entries, Instant now) {
        boolean isHidden =
                !entries.isEmpty()
                        && entries.getFirst() instanceof DeleteMarker marker
                        && marker.lastModified().plus(LEFT).isBefore(now);
        if (isHidden) {
            entries.subList(1, entries.size()).clear();
        }
    }
}
