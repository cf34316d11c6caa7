package io.sessionvault.local.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.VaultUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters that a command gives to a stack.
final class StackParameters {
    /// The templates by the names of their stacks.
    static final Map<String, String> TEMPLATES =
            Map.of(
                    "session-vault", "template.yaml",
                    "session-vault-member", "stacks/member.yaml",
                    "session-vault-management", "stacks/management.yaml");

    private StackParameters() {}

    /// The values that it gives, by the parameters' names; those that keep their value are left out.
    ///
    /// @throws IllegalArgumentException when a word is no parameter
    static Map<String, String> of(Typed command) {
        if (command.program().equals("sam")) {
            return SamOverrides.parse(command.values("--parameter-overrides"));
        }
        List<String> words = command.values("--parameter-overrides");
        return words.isEmpty() ? keysAndValues(command) : namesAndValues(words);
    }

    /// The template of the command's stack or set of stacks.
    static String templateOf(Typed command) {
        if (command.program().equals("sam")) {
            return "template.yaml";
        }
        String name = command.option("--stack-name") + command.option("--stack-set-name");
        String template = TEMPLATES.get(name);
        if (template == null) {
            throw new IllegalArgumentException(command + ": which stack is " + name + "?");
        }
        return template;
    }

    /// As `aws cloudformation deploy` takes them: `Name=` empties.
    ///
    /// Source: aws-cli 1.45 and 2, `customizations/cloudformation/deploy.py`, `parse_key_value_arg`.
    private static Map<String, String> namesAndValues(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(word + " is not of the form Name=value");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return values;
    }

    /// As `--parameters` takes them: in the CLI's short form, or one JSON text.
    private static Map<String, String> keysAndValues(Typed command) {
        boolean isAStack = command.arguments().getFirst().equals("cloudformation");
        List<String> words = isAStack ? command.values("--parameters") : List.of();
        Map<String, String> values = new LinkedHashMap<>();
        if (words.size() == 1 && words.getFirst().startsWith("[")) {
            for (JsonNode parameter : parsed(words.getFirst())) {
                if (parameter.has("ParameterValue")) {
                    values.put(
                            parameter.path("ParameterKey").asText(),
                            parameter.path("ParameterValue").asText());
                }
            }
            return values;
        }
        for (String word : words) {
            String[] parts = word.split(",ParameterValue=", 2);
            if (parts.length == 2) {
                values.put(parts[0].replaceFirst("ParameterKey=", ""), parts[1]);
            }
        }
        return values;
    }

    private static JsonNode parsed(String json) {
        try {
            return VaultUnderTest.JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(json, notJson);
        }
    }
}
