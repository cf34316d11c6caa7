package io.sessionvault.local.aws.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The context keys of a request and their values; the case of key names does not matter.
public final class RequestContext {
    private final TreeMap<String, List<String>> values =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private RequestContext(Map<String, List<String>> values) {
        this.values.putAll(values);
    }

    /// A context of these keys.
    public static RequestContext of(Map<String, List<String>> values) {
        return new RequestContext(values);
    }

    /// The values of a key; empty when the request does not carry the key.
    public Optional<List<String>> values(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
