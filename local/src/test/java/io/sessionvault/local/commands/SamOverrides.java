package io.sessionvault.local.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `sam deploy` makes of the words behind `--parameter-overrides`.
///
/// Source: aws-sam-cli 1.164, `samcli/cli/types.py`, `CfnParameterOverridesType`: a value is either between double
/// quotes or ends at the next blank; `Name=` with nothing behind it matches no pattern.
final class SamOverrides {
    private static final Pattern OVERRIDE =
            Pattern.compile(
                    "([A-Za-z0-9\"']+)=(?<value>\"(?:\\\\.|[^\"\\\\])*\"|(?:\\\\.|[^ \"\\\\])+)(?<rest>.*)");

    private SamOverrides() {}

    /// The values by the parameters' names.
    ///
    /// @throws IllegalArgumentException when sam would refuse a word, or would pass on less than it says
    static Map<String, String> parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            Matcher override = OVERRIDE.matcher(word.strip());
            if (!override.matches()) {
                throw new IllegalArgumentException(word + " is not a valid format");
            }
            if (!override.group("rest").isEmpty()) {
                throw new IllegalArgumentException(
                        word + ": everything behind " + override.group("value") + " is lost");
            }
            values.put(unquoted(override.group(1)), unquoted(override.group("value")));
        }
        return values;
    }

    private static String unquoted(String text) {
        boolean wrapped = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return wrapped
                ? text.substring(1, text.length() - 1).replace("\\ ", " ").replace("\\\"", "\"")
                : text.replace("\\ ", " ").replace("\\\"", "\"");
    }
}
