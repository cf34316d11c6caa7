package io.sessionvault.local.policies;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is known about the context of a request. A key is present with its value or values, or it
/// is absent; about all other keys nothing is known, and a simulation that depends on one of those
/// fails.
///
/// @param present the value (a text) or the values (a list of texts) of each key
/// @param absent the keys that the request does not have; a `*` at the end stands for every other
///     key that begins so
record Facts(Map<String, Object> present, List<String> absent) {
    static final Facts NONE = new Facts(Map.of(), List.of());

    /// Sorts both, so that equal facts are written equally.
    Facts {
        present = new TreeMap<>(present);
        absent = List.copyOf(new TreeSet<>(absent));
    }

    /// A key with one value.
    static Facts key(String key, String value) {
        return NONE.with(key, value);
    }

    /// These facts with a key of one value; whatever was known about the key is replaced.
    Facts with(String key, String value) {
        return and(new Facts(Map.of(key, value), List.of()));
    }

    /// These facts with a key of any number of values.
    Facts withValues(String key, String... values) {
        return and(new Facts(Map.of(key, List.of(values)), List.of()));
    }

    /// These facts with some keys absent.
    Facts without(String... keys) {
        return and(new Facts(Map.of(), Arrays.asList(keys)));
    }

    /// These facts and others, which replace what was known about their keys.
    Facts and(Facts others) {
        var both = new TreeMap<>(present);
        both.keySet().removeIf(others::lacks);
        both.putAll(others.present());
        var none = new TreeSet<>(absent);
        none.removeAll(others.present().keySet());
        none.addAll(others.absent());
        return new Facts(both, List.copyOf(none));
    }

    /// Tells whether a key is known to be absent.
    private boolean lacks(String key) {
        return absent.stream()
                .anyMatch(none ->
                        none.endsWith("*")
                                ? key.startsWith(none.substring(0, none.length() - 1))
                                : key.equals(none));
    }
}
