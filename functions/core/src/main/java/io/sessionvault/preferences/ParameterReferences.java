package io.sessionvault.preferences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// References such as `{{bucket}}` from a document's fields to its parameters.
///
/// Source: amazon-ssm-agent, `docparser.go`, `replaceValidatedSessionParameters`.
final class ParameterReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    private ParameterReferences() {}

    /// The names that the texts in a JSON value refer to, at any depth.
    static Set<String> in(@Nullable Object json) {
        Set<String> names = new LinkedHashSet<>();
        switch (json) {
            case String text ->
                    REFERENCE.matcher(text).results().forEach(found -> names.add(found.group(1)));
            case Map<?, ?> object -> object.values().forEach(value -> names.addAll(in(value)));
            case List<?> list -> list.forEach(value -> names.addAll(in(value)));
            case null, default -> {}
        }
        return names;
    }

    /// A copy of a JSON object in which references to `names` are replaced by those parameters'
    /// defaults, at any depth. An object's field or a list's element that needs a default where
    /// there is none is left out.
    static <K> Map<K, Object> resolveFields(
            Map<K, ?> object, Set<String> names, Map<?, ?> parameters) {
        Map<K, Object> copy = new LinkedHashMap<>();
        object.forEach((field, value) -> {
            if (resolvable(value, names, parameters)) {
                copy.put(field, resolve(value, names, parameters));
            }
        });
        return copy;
    }

    private static @Nullable Object resolve(
            @Nullable Object json, Set<String> names, Map<?, ?> parameters) {
        return switch (json) {
            case Map<?, ?> object -> resolveFields(object, names, parameters);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(value -> {
                    if (resolvable(value, names, parameters)) {
                        copy.add(resolve(value, names, parameters));
                    }
                });
                yield copy;
            }
            case String text -> resolveText(text, names, parameters);
            case null, default -> json;
        };
    }

    private static boolean resolvable(
            @Nullable Object json, Set<String> names, Map<?, ?> parameters) {
        if (!(json instanceof String text)) {
            return true;
        }
        return in(text).stream()
                .filter(names::contains)
                .allMatch(name -> defaultOf(name, parameters).isPresent());
    }

    private static Object resolveText(String text, Set<String> names, Map<?, ?> parameters) {
        Matcher whole = REFERENCE.matcher(text);
        if (whole.matches() && names.contains(whole.group(1))) {
            return defaultOf(whole.group(1), parameters).orElse(text);
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                names.contains(found.group(1))
                                        ? defaultOf(found.group(1), parameters)
                                                .orElse("")
                                                .toString()
                                        : found.group()));
    }

    private static Optional<Object> defaultOf(String name, Map<?, ?> parameters) {
        return parameters.get(name) instanceof Map<?, ?> parameter
                ? Optional.ofNullable(parameter.get("default"))
                : Optional.empty();
    }
}
