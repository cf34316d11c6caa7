package io.sessionvault.organization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A control policy.
///
/// @param id its id, such as `p-FullAWSAccess`
/// @param name its name, which its owners choose freely
/// @param document the policy's text, a JSON object
public record NamedDocument(String id, String name, Map<String, Object> document) {
    /// Copies the document; demands all of it, which JSON does not.
    public NamedDocument {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }
}
