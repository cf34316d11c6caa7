package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Since when and until when the objects of many keys were current, arranged so that a question
/// about all of them is a search: a bucket has many keys, and each of them may raise the question.
public final class CurrentObjects {
    /// A time for which an object was its key's current one, the end included.
    private record Time(Instant start, Instant end) {}

    /// By their start. The end is the latest of all up to this one.
    private final List<Time> times;

    private CurrentObjects(List<Time> times) {
        this.times = times;
    }

    /// Those of some keys, as far as their listing still shows.
    public static CurrentObjects of(List<KeyHistory> keys) {
        List<Time> all = new ArrayList<>();
        keys.forEach(key -> collect(key, all));
        all.sort(Comparator.comparing(Time::start));
        Instant latest = Instant.MIN;
        for (int i = 0; i < all.size(); i++) {
            Time time = all.get(i);
            latest = time.end().isAfter(latest) ? time.end() : latest;
            all.set(i, new Time(time.start(), latest));
        }
        return new CurrentObjects(all);
    }

    private static void collect(KeyHistory key, List<Time> times) {
        Instant end = Instant.MAX;
        for (Entry entry : key.entries()) {
            if (entry instanceof Version) {
                times.add(new Time(entry.lastModified(), end));
            }
            end = entry.lastModified().isBefore(end) ? entry.lastModified() : end;
        }
    }

    /// Tells whether a key had an object at that time that was old enough.
    ///
    /// @param time the time
    /// @param isOldEnough by when it was written; true for all times before one for which it is
    ///     true, and only for times before `time`
    boolean anyAt(Instant time, Predicate<Instant> isOldEnough) {
        int low = 0;
        int high = times.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isOldEnough.test(times.get(middle).start())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && !times.get(low - 1).end().isBefore(time);
    }
}
