package io.sessionvault.local.aws.policy;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of a policy with `*` for any characters, `?` for any one, and `${key}` for a value of the request.
final class Wildcard {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    /// A variable that has a value of its own for requests without the key.
    private static final Pattern DEFAULTED = Pattern.compile("([^,]+), *'([^']*)'");

    private static final BitSet NONE = new BitSet();

    private Wildcard() {}

    /// Whether the whole of `value` fits `pattern`. A variable without a value fits nothing, and the
    /// value of one is taken as it stands.
    static boolean matches(String pattern, String value, RequestContext context) {
        if (!pattern.contains("${")) {
            return fits(pattern, NONE, value, false);
        }
        var text = new StringBuilder();
        var verbatim = new BitSet();
        int done = 0;
        Matcher variable = VARIABLE.matcher(pattern);
        while (variable.find()) {
            Optional<String> replacement = value(variable.group(1), context);
            if (replacement.isEmpty()) {
                return false;
            }
            text.append(pattern, done, variable.start());
            verbatim.set(text.length(), text.length() + replacement.get().length());
            text.append(replacement.get());
            done = variable.end();
        }
        text.append(pattern.substring(done));
        return fits(text.toString(), verbatim, value, false);
    }

    /// Like [#matches], without variables and with the case of letters ignored.
    static boolean matchesIgnoringCase(String pattern, String value) {
        return fits(pattern, NONE, value, true);
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

    private static Optional<String> value(String name, RequestContext context) {
        Matcher defaulted = DEFAULTED.matcher(name);
        if (defaulted.matches()) {
            String otherwise = defaulted.group(2);
            return value(defaulted.group(1), context).or(() -> Optional.of(otherwise));
        }
        return switch (name) {
            case "*", "?", "$" -> Optional.of(name);
            default ->
                    context.values(name)
                            .filter(values -> values.size() == 1)
                            .map(values -> values.getFirst());
        };
    }

    /// Goes along both texts at once. Where they part, the last `*` takes one character more.
    ///
    /// @param verbatim where `pattern` means what it says, wildcards included
    private static boolean fits(
            String pattern, BitSet verbatim, String value, boolean ignoresCase) {
        int at = 0;
        int star = -1;
        int taken = 0;
        for (int i = 0; i < value.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*' && !verbatim.get(at)) {
                star = at++;
                taken = i;
            } else if (at < pattern.length()
                    && fits(pattern.charAt(at), verbatim.get(at), value.charAt(i), ignoresCase)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*' && !verbatim.get(at)) {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean fits(char pattern, boolean isVerbatim, char value, boolean ignoresCase) {
        return pattern == value
                || (pattern == '?' && !isVerbatim)
                || (ignoresCase && Character.toLowerCase(pattern) == Character.toLowerCase(value));
    }
}
