package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// The section `Conditions` of a template.
///
/// @param declared the section
/// @param values resolves what a condition compares; its second argument is the place in the template
record Conditions(ObjectNode declared, BiFunction<JsonNode, String, JsonNode> values) {
    /// Tells whether a condition holds.
    ///
    /// @throws TemplateException when the template declares no such condition
    boolean holds(String name, String at) {
        var condition = declared.get(name);
        if (condition == null) {
            throw TemplateException.at(at, "the template declares no condition " + name);
        }
        return evaluate(condition, "Conditions/" + name);
    }

    private boolean evaluate(JsonNode condition, String at) {
        if (condition.size() != 1 || !condition.isObject()) {
            throw TemplateException.at(at, "a condition is one function, not " + condition);
        }
        var function = condition.fieldNames().next();
        var argument = condition.get(function);
        var inside = at + "/" + function;
        return switch (function) {
            case "Condition" -> holds(argument.asText(), inside);
            case "Fn::Equals" -> value(argument, 0, inside).equals(value(argument, 1, inside));
            case "Fn::Not" -> !part(argument, 0, inside);
            case "Fn::And" -> parts(argument).allMatch(index -> part(argument, index, inside));
            case "Fn::Or" -> parts(argument).anyMatch(index -> part(argument, index, inside));
            default -> throw TemplateException.at(at, function + " is no function of a condition");
        };
    }

    private static IntStream parts(JsonNode argument) {
        return IntStream.range(0, argument.size());
    }

    private boolean part(JsonNode argument, int index, String at) {
        return evaluate(argument.path(index), at + "/" + index);
    }

    /// Compared as text, because a parameter of type `Number` arrives as text, too.
    private String value(JsonNode argument, int index, String at) {
        var value = values.apply(argument.path(index), at + "/" + index);
        if (!value.isValueNode()) {
            throw TemplateException.at(
                    at + "/" + index, "a text to compare was expected, not " + value);
        }
        return value.asText();
    }
}
