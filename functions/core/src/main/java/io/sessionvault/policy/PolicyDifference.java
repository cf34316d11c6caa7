package io.sessionvault.policy;

import io.sessionvault.log.ForeignText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares what two resource policies mean. The order of statements, values and fields does not
/// count, nor do statements' ids, a list of one instead of a value, the case of actions and of
/// condition keys, and an account's id instead of the ARN of its root. Nothing is weighed: two
/// policies that come to the same in other words differ.
///
/// Source: IAM user guide, "IAM JSON policy elements reference". When a principal is deleted, AWS
/// puts its unique id in the place of its ARN (`AROA...`), and the policy differs.
public final class PolicyDifference {
    private static final Pattern ROOT = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):root");

    /// A policy without a version is of this one, in which `${...}` is plain text.
    private static final String OLDEST_VERSION = "2008-10-17";

    private PolicyDifference() {}

    /// A statement and what it means.
    private record Meant(String name, Map<String, Object> meaning) {}

    /// What differs, in words, each with the statement's id; empty when both mean the same.
    ///
    /// @param expected a policy, as parsed JSON
    /// @param found another one
    public static List<String> between(Map<String, Object> expected, Map<String, Object> found) {
        List<String> differences = new ArrayList<>();
        if (!version(expected).equals(version(found))) {
            differences.add("version " + version(found) + " instead of " + version(expected));
        }
        List<Meant> wanted = statements(expected);
        List<Meant> present = statements(found);
        Map<String, Map<String, Object>> added = new LinkedHashMap<>();
        present.stream()
                .filter(statement -> !contains(wanted, statement))
                .forEach(statement -> added.put(statement.name(), statement.meaning()));
        for (Meant statement : wanted) {
            if (!contains(present, statement)) {
                Map<String, Object> instead = added.remove(statement.name());
                differences.add(
                        instead == null
                                ? "missing " + statement.name()
                                : "changed "
                                        + statement.name()
                                        + " ("
                                        + fields(statement.meaning(), instead)
                                        + ")");
            }
        }
        added.keySet().forEach(name -> differences.add("added " + name));
        return differences;
    }

    private static boolean contains(List<Meant> statements, Meant statement) {
        return statements.stream().anyMatch(each -> each.meaning().equals(statement.meaning()));
    }

    private static String fields(Map<String, Object> expected, Map<String, Object> found) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        names.removeIf(name -> Objects.equals(expected.get(name), found.get(name)));
        return String.join(", ", names);
    }

    private static String version(Map<String, Object> document) {
        return Objects.toString(document.get("Version"), OLDEST_VERSION);
    }

    private static List<Meant> statements(Map<String, Object> document) {
        List<Meant> statements = new ArrayList<>();
        for (Object element : each(document.get("Statement"))) {
            Map<?, ?> fields =
                    element instanceof Map<?, ?> map ? map : Map.of("?", String.valueOf(element));
            String id = Objects.toString(fields.get("Sid"), "");
            statements.add(
                    new Meant(
                            id.isEmpty()
                                    ? "statement " + (statements.size() + 1) + " without an id"
                                    : ForeignText.escaped(id),
                            meaning(fields)));
        }
        return statements;
    }

    private static Map<String, Object> meaning(Map<?, ?> statement) {
        Map<String, Object> meaning = new TreeMap<>();
        statement.forEach((field, any) -> {
            String name = String.valueOf(field);
            Object value = Objects.requireNonNullElse(any, "null");
            switch (name) {
                case "Sid" -> {}
                case "Action", "NotAction" -> meaning.put(name, lowerCase(texts(value)));
                case "Principal", "NotPrincipal" -> meaning.put(name, principals(value));
                case "Condition" -> meaning.put(name, conditions(value));
                case String other -> meaning.put(other, texts(value));
            }
        });
        return meaning;
    }

    /// Anybody is written as `"*"` or as `{"AWS": "*"}`.
    private static Map<String, Object> principals(Object value) {
        Map<?, ?> kinds = value instanceof Map<?, ?> map ? map : Map.of("AWS", value);
        Map<String, Object> principals = new TreeMap<>();
        kinds.forEach((kind, names) ->
                principals.put(
                        String.valueOf(kind),
                        texts(names).stream()
                                .map(name -> ROOT.matcher(name).replaceFirst("$1"))
                                .collect(Collectors.toCollection(TreeSet::new))));
        return principals;
    }

    private static Map<String, Object> conditions(Object value) {
        Map<String, Object> conditions = new TreeMap<>();
        fields(value)
                .forEach((operator, keys) ->
                        fields(keys)
                                .forEach((key, values) ->
                                        conditions.put(operator + " " + key, texts(values))));
        return conditions;
    }

    /// The fields by their names in lower case. Two that differ in case only make a list, which
    /// equals nothing: one of them could hide the other.
    private static Map<String, Object> fields(Object value) {
        Map<?, ?> map = value instanceof Map<?, ?> object ? object : Map.of("?", value);
        Map<String, Object> fields = new TreeMap<>();
        map.forEach((name, field) ->
                fields.merge(
                        lowerCase(String.valueOf(name)),
                        Objects.requireNonNullElse(field, "null"),
                        (one, other) -> List.of(List.of(one), List.of(other))));
        return fields;
    }

    private static Set<String> texts(@Nullable Object value) {
        return each(value).stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lowerCase(Set<String> texts) {
        return texts.stream()
                .map(PolicyDifference::lowerCase)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// A policy writes a list of one as the element itself, if it likes.
    private static Collection<?> each(@Nullable Object element) {
        return switch (element) {
            case null -> List.of();
            case Collection<?> list -> list;
            case Object single -> List.of(single);
        };
    }
}
