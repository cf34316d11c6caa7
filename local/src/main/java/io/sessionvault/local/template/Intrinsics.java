package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces the intrinsic functions in a part of a template by their values. What has no value is an exception that
/// names the place, never an empty text.
///
/// Source: CloudFormation template reference, "Intrinsic function reference".
final class Intrinsics {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final ObjectNode mappings;
    private final Map<String, String> parameters;
    private final Deployment deployment;
    private final Conditions conditions;
    private final Resources resources;

    /// The resources that `Ref` and `Fn::GetAtt` point at.
    @FunctionalInterface
    interface Resources {
        /// The value of an attribute ([PhysicalIds#REF] for `Ref`) of the resource, asked for from a place.
        String attribute(String logicalId, String attribute, String at);
    }

    Intrinsics(
            Template template,
            Map<String, String> parameters,
            Deployment deployment,
            Resources resources) {
        this.mappings = template.section("Mappings");
        this.parameters = parameters;
        this.deployment = deployment;
        this.conditions = new Conditions(template.section("Conditions"), this::resolve);
        this.resources = resources;
    }

    Conditions conditions() {
        return conditions;
    }

    /// The value of a part of the template; a missing node where it comes to `AWS::NoValue`.
    ///
    /// @param at the place of that part, for messages
    JsonNode resolve(JsonNode node, String at) {
        return switch (node) {
            case ArrayNode array -> elements(array, at);
            case ObjectNode object when isFunction(object) -> {
                var function = object.fieldNames().next();
                yield call(function, object.get(function), at);
            }
            case ObjectNode object -> fields(object, at);
            default -> node;
        };
    }

    private static boolean isFunction(ObjectNode object) {
        if (object.size() != 1) {
            return false;
        }
        var name = object.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    private JsonNode elements(ArrayNode array, String at) {
        var resolved = JSON.arrayNode();
        for (var index = 0; index < array.size(); index++) {
            var element = resolve(array.get(index), at + "/" + index);
            if (!element.isMissingNode()) {
                resolved.add(element);
            }
        }
        return resolved;
    }

    private JsonNode fields(ObjectNode object, String at) {
        var resolved = JSON.objectNode();
        for (var field : object.properties()) {
            var value = resolve(field.getValue(), at + "/" + field.getKey());
            if (!value.isMissingNode()) {
                resolved.set(field.getKey(), value);
            }
        }
        return resolved;
    }

    private JsonNode call(String function, JsonNode argument, String at) {
        return switch (function) {
            case "Ref" -> reference(argument.asText(), at);
            case "Fn::GetAtt" -> attribute(argument, at);
            case "Fn::If" -> choice(argument, at);
            case "Fn::Join" ->
                    JSON.textNode(String.join(text(argument, 0, at), texts(argument, 1, at)));
            case "Fn::Split" -> split(text(argument, 0, at), text(argument, 1, at));
            case "Fn::Select" -> selected(argument, at);
            case "Fn::FindInMap" -> mapped(argument, at);
            case "Fn::Sub" -> JSON.textNode(substituted(argument, at));
            default ->
                    throw TemplateException.at(
                            at, function + " is no function that this reader knows");
        };
    }

    private JsonNode reference(String name, String at) {
        if (name.equals("AWS::NoValue")) {
            return JSON.missingNode();
        }
        return JSON.textNode(named(name, at));
    }

    private String named(String name, String at) {
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        if (name.startsWith("AWS::")) {
            return deployment
                    .pseudoParameter(name)
                    .orElseThrow(
                            () -> TemplateException.at(at, "this reader has no value for " + name));
        }
        // SAM's own: the alias of a function by a Ref of <logical id>.Alias.
        var dot = name.indexOf('.');
        return dot < 0
                ? resources.attribute(name, PhysicalIds.REF, at)
                : resources.attribute(name.substring(0, dot), name.substring(dot + 1), at);
    }

    private JsonNode attribute(JsonNode argument, String at) {
        var parts = texts(argument, at);
        if (parts.size() < 2) {
            throw TemplateException.at(
                    at, "Fn::GetAtt takes a resource and an attribute, not " + argument);
        }
        var name = String.join(".", parts.subList(1, parts.size()));
        return JSON.textNode(resources.attribute(parts.getFirst(), name, at));
    }

    private JsonNode choice(JsonNode argument, String at) {
        if (argument.size() != 3) {
            throw TemplateException.at(
                    at, "Fn::If takes a condition and two values, not " + argument);
        }
        var index = conditions.holds(argument.path(0).asText(), at) ? 1 : 2;
        return resolve(argument.path(index), at + "/Fn::If/" + index);
    }

    private static JsonNode split(String delimiter, String text) {
        var parts = JSON.arrayNode();
        for (var part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode selected(JsonNode argument, String at) {
        var index = text(argument, 0, at);
        var values = texts(argument, 1, at);
        if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= values.size()) {
            throw TemplateException.at(
                    at, "Fn::Select has no element " + index + " among " + values);
        }
        return JSON.textNode(values.get(Integer.parseInt(index)));
    }

    private JsonNode mapped(JsonNode argument, String at) {
        var keys = texts(argument, at);
        JsonNode value = mappings;
        for (var key : keys) {
            value = value.path(key);
        }
        if (keys.size() != 3 || value.isMissingNode()) {
            throw TemplateException.at(at, "the mappings have no value for " + keys);
        }
        return value;
    }

    private String substituted(JsonNode argument, String at) {
        var format = argument.isArray() ? argument.path(0).asText() : argument.asText();
        var variables = argument.path(1);
        return VARIABLE.matcher(format)
                .replaceAll(
                        match -> Matcher.quoteReplacement(variable(match.group(1), variables, at)));
    }

    private String variable(String name, JsonNode variables, String at) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        if (variables.has(name)) {
            return scalar(resolve(variables.get(name), at + "/Fn::Sub/1/" + name), at);
        }
        var dot = name.indexOf('.');
        return dot < 0
                ? named(name, at)
                : resources.attribute(name.substring(0, dot), name.substring(dot + 1), at);
    }

    private String text(JsonNode argument, int index, String at) {
        return scalar(resolve(argument.path(index), at + "/" + index), at);
    }

    private List<String> texts(JsonNode argument, int index, String at) {
        return texts(resolve(argument.path(index), at + "/" + index), at);
    }

    private List<String> texts(JsonNode list, String at) {
        if (!list.isArray()) {
            throw TemplateException.at(at, "a list was expected, not " + list);
        }
        var texts = new ArrayList<String>();
        for (var element : list) {
            texts.add(scalar(resolve(element, at), at));
        }
        return texts;
    }

    private static String scalar(JsonNode node, String at) {
        if (!node.isValueNode() || node.isNull()) {
            throw TemplateException.at(
                    at, "a text was expected, not " + (node.isMissingNode() ? "nothing" : node));
        }
        return node.asText();
    }
}
