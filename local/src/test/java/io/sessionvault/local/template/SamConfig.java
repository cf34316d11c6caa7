package io.sessionvault.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What `samconfig.toml` gives each command of `sam` in an environment, as far as this repository's
/// file uses TOML: one value a line, and lists of texts.
///
/// Source: SAM developer guide, "AWS SAM CLI configuration file": a command gets its own section and
/// `global` of one environment, nothing of another environment.
record SamConfig(Map<String, Map<String, String>> sections) {
    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^\\[(?<section>.+)]$|^(?<key>\\w+) = (?<value>\\[\\n(?: .*\\n)+]|.+)$");
    private static final Pattern TEXT = Pattern.compile("[\"']([^\"']*)[\"']");

    static SamConfig read() {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        var line = LINE.matcher(VaultStack.read(VaultStack.ROOT.resolve("samconfig.toml")));
        while (line.find()) {
            if (line.group("section") != null) {
                current = new LinkedHashMap<>();
                sections.put(line.group("section"), current);
            } else {
                current.put(line.group("key"), line.group("value"));
            }
        }
        return new SamConfig(sections);
    }

    /// The options of a command, `global` ones included.
    Map<String, String> options(String environment, String command) {
        Map<String, String> options = new TreeMap<>();
        for (var name : List.of("global", command)) {
            options.putAll(
                    sections.getOrDefault(environment + "." + name + ".parameters", Map.of()));
        }
        return options;
    }

    /// The texts of an option, of which there may be several.
    List<String> texts(String environment, String command, String option) {
        var value = Optional.ofNullable(options(environment, command).get(option)).orElse("");
        return TEXT.matcher(value).results().map(text -> text.group(1)).toList();
    }

    /// The template's parameters that a command sets.
    Map<String, String> parameters(String environment, String command) {
        Map<String, String> parameters = new TreeMap<>();
        for (var text : texts(environment, command, "parameter_overrides")) {
            for (var pair : text.split(" ", -1)) {
                var equals = pair.indexOf('=');
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
