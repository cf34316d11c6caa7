package io.sessionvault.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes one statement of a policy.
final class Statement {
    /// Anybody with AWS credentials.
    static final Map<String, Object> ANY_AWS = Map.of("AWS", "*");

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, Object> conditions = new LinkedHashMap<>();

    private Statement(String id, String effect, Object principal) {
        fields.put("Sid", id);
        fields.put("Effect", effect);
        fields.put("Principal", principal);
    }

    /// Allows something to a principal.
    static Statement allow(String id, Map<String, Object> principal) {
        return new Statement(id, "Allow", principal);
    }

    /// Denies something to everybody.
    static Statement deny(String id) {
        return new Statement(id, "Deny", "*");
    }

    /// A document of such statements.
    static Map<String, Object> document(List<Map<String, Object>> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    Statement action(Object actions) {
        fields.put("Action", actions);
        return this;
    }

    Statement resource(Object resources) {
        fields.put("Resource", resources);
        return this;
    }

    Statement notResource(String resource) {
        fields.put("NotResource", resource);
        return this;
    }

    Statement when(String operator, Map<String, Object> keys) {
        conditions.put(operator, keys);
        return this;
    }

    Map<String, Object> build() {
        if (!conditions.isEmpty()) {
            fields.put("Condition", conditions);
        }
        return fields;
    }
}
