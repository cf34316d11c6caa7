package io.sessionvault.preferences;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
}
