package io.sessionvault.local.policies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A policy as it is deployed.
///
/// @param name where it comes from, such as `VaultBucketPolicy`; unique in a world
/// @param version its language version
/// @param statements its statements, in order
record Policy(String name, String version, List<Statement> statements) {
    /// A statement.
    ///
    /// @param name its Sid, or `#` and its place (from 1) where it has none
    /// @param element the statement, as parsed JSON
    record Statement(String name, Map<String, Object> element) {
        /// A condition: its operator and the context key that it compares.
        record Condition(String operator, String key) {
            @Override
            public String toString() {
                return operator + " " + key;
            }
        }

        /// Its conditions.
        List<Condition> conditions() {
            var conditions = new ArrayList<Condition>();
            comparisons(element.get("Condition"))
                    .forEach((operator, keys) ->
                            comparisons(keys)
                                    .keySet()
                                    .forEach(key -> conditions.add(new Condition(operator, key))));
            return conditions;
        }

        /// The same statement without one of its conditions.
        Statement without(Condition dropped) {
            var all = new LinkedHashMap<String, Object>();
            comparisons(element.get("Condition"))
                    .forEach((operator, keys) -> {
                        var kept = new LinkedHashMap<>(comparisons(keys));
                        if (operator.equals(dropped.operator())) {
                            kept.remove(dropped.key());
                        }
                        if (!kept.isEmpty()) {
                            all.put(operator, kept);
                        }
                    });
            var changed = new LinkedHashMap<>(element);
            changed.remove("Condition");
            if (!all.isEmpty()) {
                changed.put("Condition", all);
            }
            return new Statement(name, changed);
        }

        /// The statement without one of its actions or resources, where it has several; by what is
        /// missing.
        Map<String, Statement> shortened() {
            var all = new LinkedHashMap<String, Statement>();
            for (var part : List.of("Action", "Resource", "NotResource")) {
                if (element.get(part) instanceof List<?> listed && listed.size() > 1) {
                    for (var place = 0; place < listed.size(); place++) {
                        var kept = new ArrayList<Object>(listed);
                        kept.remove(place);
                        var changed = new LinkedHashMap<>(element);
                        changed.put(part, kept);
                        all.put(part + " #" + (place + 1), new Statement(name, changed));
                    }
                }
            }
            return all;
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> comparisons(@Nullable Object element) {
            return element == null ? Map.of() : (Map<String, Object>) element;
        }
    }

    /// Stands for a policy without statements, which neither IAM nor the simulator accepts: it
    /// speaks of an action that no row asks for.
    private static final Map<String, Object> NOTHING =
            Map.of(
                    "Effect",
                    "Deny",
                    "Principal",
                    Map.of("AWS", "arn:aws:iam::000000000000:root"),
                    "Action",
                    "account:CloseAccount");

    Policy {
        statements = List.copyOf(statements);
    }

    /// Reads a policy.
    ///
    /// @param document the policy, as parsed JSON; a single statement may stand without its list
    /// @throws IllegalArgumentException when it has no version or no statements: its meaning would
    ///     be another one
    static Policy of(String name, Map<String, Object> document) {
        if (!(document.get("Version") instanceof String version)) {
            throw new IllegalArgumentException(name + ": the policy has no Version");
        }
        var statements = new ArrayList<Statement>();
        for (var element : elements(document.get("Statement"))) {
            var place = "#" + (statements.size() + 1);
            statements.add(
                    new Statement(String.valueOf(element.getOrDefault("Sid", place)), element));
        }
        if (statements.isEmpty()) {
            throw new IllegalArgumentException(name + ": the policy has no Statement");
        }
        return new Policy(name, version, statements);
    }

    /// The policy that allows everything, under some name.
    static Policy everything(String name) {
        return allowing(name, Map.of("Action", "*", "Resource", "*"));
    }

    /// A policy of one statement that allows something.
    ///
    /// @param what the statement without its effect
    static Policy allowing(String name, Map<String, Object> what) {
        var statement = new LinkedHashMap<>(what);
        statement.put("Effect", "Allow");
        return of(name, Map.of("Version", "2012-10-17", "Statement", statement));
    }

    /// This policy without one of its statements; the others keep their names.
    Policy without(Statement dropped) {
        return new Policy(
                name,
                version,
                statements.stream().filter(statement -> !statement.equals(dropped)).toList());
    }

    /// This policy with another statement in the place of one of its own.
    Policy with(Statement old, Statement replacement) {
        return new Policy(
                name,
                version,
                statements.stream()
                        .map(statement -> statement.equals(old) ? replacement : statement)
                        .toList());
    }

    /// The policy as parsed JSON.
    Map<String, Object> document() {
        var document = new LinkedHashMap<String, Object>();
        document.put("Version", version);
        document.put(
                "Statement",
                statements.isEmpty()
                        ? List.of(NOTHING)
                        : statements.stream().map(Statement::element).toList());
        return document;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> elements(@Nullable Object statement) {
        return switch (statement) {
            case null -> List.of();
            case List<?> list -> (List<Map<String, Object>>) list;
            default -> List.of((Map<String, Object>) statement);
        };
    }
}
