package io.sessionvault.aws;

import io.sessionvault.reconcile.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was read, kept for a while; what could not be read is asked for again much sooner.
///
/// @param <K> by what it is found
/// @param <V> what was read
final class Remembered<K, V> {
    private final InstantSource clock;
    private final Duration kept;
    private final Duration keptFailures;
    private final Map<K, Known<V>> entries;

    private record Known<V>(Observation<V> value, Instant until) {}

    /// @param most how many are kept; one more takes the place of the oldest
    Remembered(InstantSource clock, Duration kept, Duration keptFailures, int most) {
        this.clock = clock;
        this.kept = kept;
        this.keptFailures = keptFailures;
        this.entries =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, Known<V>> eldest) {
                        return size() > most;
                    }
                };
    }

    /// What is remembered, or what is read now.
    synchronized Observation<V> get(K key, Supplier<Observation<V>> read) {
        @Nullable Known<V> known = entries.get(key);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.value();
        }
        Observation<V> value = read.get();
        Duration time =
                switch (value) {
                    case Observation.Seen<V> _ -> kept;
                    case Observation.Unseen<V> _ -> keptFailures;
                };
        entries.remove(key);
        entries.put(key, new Known<>(value, clock.instant().plus(time)));
        return value;
    }
}
