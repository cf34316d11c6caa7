package io.sessionvault.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads parsed JSON in which one element may stand for a list of one.
final class Json {
    private Json() {}

    /// A text, or the texts of a list with at least one.
    static Optional<List<String>> texts(@Nullable Object value) {
        return all(value)
                .filter(list -> list.stream().allMatch(String.class::isInstance))
                .map(list -> list.stream().map(String::valueOf).toList());
    }

    /// A text, number or truth value, or those of a list with at least one; all as texts.
    static Optional<List<String>> scalars(@Nullable Object value) {
        return all(value)
                .filter(list ->
                        list.stream()
                                .allMatch(one ->
                                        one instanceof String
                                                || one instanceof Number
                                                || one instanceof Boolean))
                .map(list -> list.stream().map(String::valueOf).toList());
    }

    private static Optional<List<Object>> all(@Nullable Object value) {
        var all = new ArrayList<Object>();
        for (var one : value instanceof List<?> list ? list : java.util.Arrays.asList(value)) {
            if (one == null) {
                return Optional.empty();
            }
            all.add(one);
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
