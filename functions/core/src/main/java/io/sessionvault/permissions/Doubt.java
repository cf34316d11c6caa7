package io.sessionvault.permissions;

import java.util.Set;

/// One reason why something cannot be told.
///
/// @param keys the context keys it depends on, if that is the reason
/// @param because the reason, in one line
record Doubt(Set<String> keys, String because) {
    Doubt {
        keys = Set.copyOf(keys);
    }

    static Doubt ofKey(String key, String statement) {
        return new Doubt(
                Set.of(key),
                "it depends on context key " + key + ", which " + statement + " asks for");
    }

    static Doubt of(String because) {
        return new Doubt(Set.of(), because);
    }
}
