package io.sessionvault.permissions;

import io.sessionvault.permissions.Template.Kind;
import io.sessionvault.permissions.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Takes a text of a policy apart.
///
/// Source: IAM user guide, "IAM policy elements: Variables and tags", "Specifying default values",
/// "Predefined policy variables".
record TemplateReader(String text, Kind kind, boolean variables, String statement) {
    private static final java.util.regex.Pattern VARIABLE =
            java.util.regex.Pattern.compile(
                    "\\$\\{(?:([*?$])|\\s*([^,{}'\\s][^,{}']*?)\\s*(?:,\\s*'([^']*)'\\s*)?)}");

    /// The parts; nothing when a variable is not well-formed.
    Optional<List<Part>> parts() {
        if (!variables) {
            return Optional.of(List.of(new Part.Fixed(tokens(text))));
        }
        var parts = new ArrayList<Part>();
        int end = 0;
        Matcher found = VARIABLE.matcher(text);
        while (found.find()) {
            parts.add(new Part.Fixed(tokens(text.substring(end, found.start()))));
            parts.add(part(found));
            end = found.end();
        }
        parts.add(new Part.Fixed(tokens(text.substring(end))));
        return hasOpenVariable(parts) ? Optional.empty() : Optional.of(List.copyOf(parts));
    }

    private Part part(Matcher found) {
        String character = found.group(1);
        if (character != null) {
            return new Part.Fixed(character);
        }
        String key = found.group(2);
        return new Part.Variable(
                RequestContext.lower(key), found.group(3), Doubt.ofKey(key, statement));
    }

    private static boolean hasOpenVariable(List<Part> parts) {
        return parts.stream()
                .anyMatch(
                        part -> part instanceof Part.Fixed fixed && fixed.tokens().contains("${"));
    }

    private String tokens(String some) {
        return switch (kind) {
            case EXACT, IGNORING_CASE -> some;
            case LIKE, ARN, RESOURCE, ACTION ->
                    some.replace('*', Pattern.ANY).replace('?', Pattern.ONE);
        };
    }
}
