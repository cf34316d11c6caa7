package io.sessionvault.local.aws.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of a policy with `*` for any characters, `?` for any one, and `${key}` for a value of the request.
final class Wildcard {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private Wildcard() {}

    /// Whether the whole of `value` fits `pattern`. A variable without a value fits nothing.
    static boolean matches(String pattern, String value, RequestContext context) {
        return regex(pattern, context, Pattern.DOTALL)
                .map(regex -> regex.matcher(value).matches())
                .orElse(false);
    }

    /// Like [#matches], without variables and with the case of letters ignored.
    static boolean matchesIgnoringCase(String pattern, String value) {
        var regex = new StringBuilder();
        translate(pattern, regex);
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(value)
                .matches();
    }

    /// The text with every variable replaced; empty when one has no value.
    static Optional<String> resolve(String text, RequestContext context) {
        var resolved = new StringBuilder();
        int done = 0;
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            Optional<String> value = value(variable.group(1), context);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            resolved.append(text, done, variable.start()).append(value.get());
            done = variable.end();
        }
        return Optional.of(resolved.append(text.substring(done)).toString());
    }

    private static Optional<Pattern> regex(String pattern, RequestContext context, int flags) {
        var regex = new StringBuilder();
        int done = 0;
        Matcher variable = VARIABLE.matcher(pattern);
        while (variable.find()) {
            Optional<String> value = value(variable.group(1), context);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            translate(pattern.substring(done, variable.start()), regex);
            regex.append(Pattern.quote(value.get()));
            done = variable.end();
        }
        translate(pattern.substring(done), regex);
        return Optional.of(Pattern.compile(regex.toString(), flags));
    }

    private static Optional<String> value(String name, RequestContext context) {
        return switch (name) {
            case "*", "?", "$" -> Optional.of(name);
            default ->
                    context.values(name)
                            .filter(values -> values.size() == 1)
                            .map(values -> values.getFirst());
        };
    }

    private static void translate(String text, StringBuilder regex) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
    }
}
