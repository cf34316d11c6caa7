package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Since when and until when the objects of many keys were current, as far as the one question about
/// all of them needs it: a bucket has many keys, and each of them may raise the question. Of two
/// objects, one that came earlier and stayed longer stands for both, so it takes little room. One
/// thread at a time.
public final class CurrentObjects {
    /// By until when they were current, when they were written; the later the one, the later the
    /// other.
    private final TreeMap<Instant, Instant> starts = new TreeMap<>();

    /// No objects.
    static final CurrentObjects NONE = new CurrentObjects();

    /// As if there had always been objects of every age.
    static final CurrentObjects ALL = always();

    private static CurrentObjects always() {
        CurrentObjects all = new CurrentObjects();
        all.add(Instant.MIN, Instant.MAX);
        return all;
    }

    /// Those of some keys, as far as their listing still shows.
    public static CurrentObjects of(List<KeyHistory> keys) {
        CurrentObjects objects = new CurrentObjects();
        keys.forEach(objects::add);
        return objects;
    }

    /// Takes those of one key more.
    public void add(KeyHistory key) {
        Instant end = Instant.MAX;
        for (Entry entry : key.entries()) {
            if (entry instanceof Version) {
                add(entry.lastModified(), end);
            }
            end = entry.lastModified().isBefore(end) ? entry.lastModified() : end;
        }
    }

    private void add(Instant start, Instant end) {
        Map.Entry<Instant, Instant> longer = starts.ceilingEntry(end);
        if (longer != null && !longer.getValue().isAfter(start)) {
            return;
        }
        starts.put(end, start);
        Map.Entry<Instant, Instant> shorter = starts.lowerEntry(end);
        while (shorter != null && !shorter.getValue().isBefore(start)) {
            starts.remove(shorter.getKey());
            shorter = starts.lowerEntry(end);
        }
    }

    /// Tells whether a key had an object at that time that was old enough.
    ///
    /// @param time the time
    /// @param isOldEnough by when it was written; true for all times before one for which it is
    ///     true, and only for times before `time`
    boolean anyAt(Instant time, Predicate<Instant> isOldEnough) {
        // The earliest of those that stayed until then.
        Map.Entry<Instant, Instant> earliest = starts.ceilingEntry(time);
        return earliest != null && isOldEnough.test(earliest.getValue());
    }

    /// How many objects stand for all.
    int size() {
        return starts.size();
    }
}
