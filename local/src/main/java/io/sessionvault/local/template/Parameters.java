package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The section `Parameters` of a template: what it accepts and what it takes where nothing is given.
final class Parameters {
    private static final Set<String> KNOWN_FIELDS =
            Set.of(
                    "Type",
                    "Description",
                    "Default",
                    "AllowedPattern",
                    "AllowedValues",
                    "ConstraintDescription",
                    "MaxLength",
                    "MaxValue",
                    "MinValue");
    private static final Set<String> KNOWN_TYPES = Set.of("String", "Number");

    private Parameters() {}

    /// The value of every declared parameter.
    ///
    /// @throws TemplateException when a value is refused, missing or given for no parameter; the message lists every
    ///     such problem
    static Map<String, String> valuesOf(ObjectNode declared, Map<String, String> given) {
        var problems = new ArrayList<String>();
        var values = new LinkedHashMap<String, String>();
        for (var declaration : declared.properties()) {
            var name = declaration.getKey();
            var value =
                    Optional.ofNullable(given.get(name))
                            .or(() ->
                                    Optional.ofNullable(declaration.getValue().get("Default"))
                                            .map(JsonNode::asText));
            value.ifPresentOrElse(
                    text -> {
                        problems.addAll(problemsOf(name, declaration.getValue(), text));
                        values.put(name, text);
                    },
                    () ->
                            problems.add(
                                    "Parameters/"
                                            + name
                                            + ": no value is given and it has no default"));
        }
        problems.addAll(undeclared(declared, given));
        if (!problems.isEmpty()) {
            throw new TemplateException(String.join("\n", problems));
        }
        return values;
    }

    /// Why some values are refused, whatever the others are.
    static List<String> refused(ObjectNode declared, Map<String, String> given) {
        var problems = undeclared(declared, given);
        given.forEach((name, value) -> {
            if (declared.has(name)) {
                problems.addAll(problemsOf(name, declared.path(name), value));
            }
        });
        return problems;
    }

    private static List<String> undeclared(ObjectNode declared, Map<String, String> given) {
        var problems = new ArrayList<String>();
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .sorted()
                .forEach(name ->
                        problems.add(
                                "Parameters/"
                                        + name
                                        + ": the template declares no such parameter"));
        return problems;
    }

    private static List<String> problemsOf(String name, JsonNode declaration, String value) {
        var problems = new ArrayList<String>();
        var place = "Parameters/" + name + ": ";
        declaration
                .fieldNames()
                .forEachRemaining(field -> {
                    if (!KNOWN_FIELDS.contains(field)) {
                        problems.add(place + "this reader does not check " + field);
                    }
                });
        if (!KNOWN_TYPES.contains(declaration.path("Type").asText())) {
            problems.add(
                    place
                            + "this reader does not know the type "
                            + declaration.path("Type").asText());
        }
        if (!accepts(declaration, value)) {
            var expected =
                    declaration.path("ConstraintDescription").asText(constraintOf(declaration));
            problems.add(place + "'" + value + "' is refused, it must be " + expected);
        }
        return problems;
    }

    private static boolean accepts(JsonNode declaration, String value) {
        var pattern = declaration.get("AllowedPattern");
        var length = declaration.get("MaxLength");
        var values = declaration.get("AllowedValues");
        return (pattern == null || Pattern.matches(pattern.asText(), value))
                && (length == null || value.length() <= length.asInt())
                && (values == null || texts(values.elements()).contains(value))
                && isInRange(declaration, value);
    }

    private static boolean isInRange(JsonNode declaration, String value) {
        var least = declaration.path("MinValue").asInt(Integer.MIN_VALUE);
        var most = declaration.path("MaxValue").asInt(Integer.MAX_VALUE);
        if (!declaration.has("MinValue") && !declaration.has("MaxValue")) {
            return true;
        }
        return value.matches("[0-9]{1,9}")
                && least <= Integer.parseInt(value)
                && Integer.parseInt(value) <= most;
    }

    private static String constraintOf(JsonNode declaration) {
        return declaration.has("AllowedValues")
                ? "one of " + String.join(", ", texts(declaration.get("AllowedValues").elements()))
                : "a match of " + declaration.path("AllowedPattern").asText();
    }

    private static List<String> texts(Iterator<JsonNode> nodes) {
        var texts = new ArrayList<String>();
        nodes.forEachRemaining(node -> texts.add(node.asText()));
        return texts;
    }
}
