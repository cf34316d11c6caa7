package io.sessionvault.permissions;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What is known about the context of a request. A key has known values, or is known to be absent,
/// or is known to have some value; a key that nobody mentioned may be there or not, with any value.
///
/// Names of keys are not case-sensitive. A key without values is absent.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition", "The request context"; "Condition
/// operators", "Null".
public final class RequestContext {
    /// Nothing is known.
    public static final RequestContext UNKNOWN = new RequestContext(Map.of(), Set.of(), Set.of());

    private final Map<String, List<String>> known;
    private final Set<String> absentPrefixes;
    private final Set<String> present;

    private RequestContext(
            Map<String, List<String>> known, Set<String> absentPrefixes, Set<String> present) {
        this.known = Map.copyOf(known);
        this.absentPrefixes = Set.copyOf(absentPrefixes);
        this.present = Set.copyOf(present);
    }

    /// The same with a key of these values; what was known about the key is replaced.
    public RequestContext with(String key, String... values) {
        var more = new HashMap<>(known);
        more.put(lower(key), List.of(values));
        return new RequestContext(more, absentPrefixes, present);
    }

    /// The same with a key that has some value, which nobody knows.
    public RequestContext withSome(String key) {
        var more = new HashSet<>(present);
        more.add(lower(key));
        return new RequestContext(known, absentPrefixes, more);
    }

    /// The same with keys that the request does not have.
    ///
    /// @param keys a `*` at the end stands for every other key that begins so and has no known
    ///     values; `*` alone for all of them
    public RequestContext without(String... keys) {
        var fewer = new HashMap<>(known);
        var prefixes = new HashSet<>(absentPrefixes);
        Arrays.stream(keys)
                .map(RequestContext::lower)
                .forEach(key -> {
                    if (key.endsWith("*")) {
                        prefixes.add(key.substring(0, key.length() - 1));
                    } else {
                        fewer.put(key, List.of());
                    }
                });
        return new RequestContext(fewer, prefixes, present);
    }

    /// The values of a key: none when it is known to be absent, empty when nothing is known.
    ///
    /// @param lowerCaseKey the key's name in lower case
    Optional<List<String>> values(String lowerCaseKey) {
        var values = known.get(lowerCaseKey);
        if (values == null
                && !hasSome(lowerCaseKey)
                && absentPrefixes.stream().anyMatch(lowerCaseKey::startsWith)) {
            values = List.of();
        }
        return Optional.ofNullable(values);
    }

    /// Tells whether a key is known to have some value although nobody knows which.
    boolean hasSome(String lowerCaseKey) {
        return present.contains(lowerCaseKey);
    }

    static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestContext context
                && known.equals(context.known)
                && absentPrefixes.equals(context.absentPrefixes)
                && present.equals(context.present);
    }

    @Override
    public int hashCode() {
        return Objects.hash(known, absentPrefixes, present);
    }

    @Override
    public String toString() {
        return known
                + (present.isEmpty() ? "" : " with some " + present)
                + (absentPrefixes.isEmpty() ? "" : " without " + absentPrefixes);
    }
}
