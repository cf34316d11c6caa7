package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the Amazon States Language calls a payload template: JSON in which the values of fields
/// whose names end in `.$` are looked up.
sealed interface Template {
    /// A value that stands as it is written.
    record Fixed(JsonNode value) implements Template {}

    /// A value that is looked up.
    record Selected(ReferencePath path) implements Template {}

    /// A text with the values of paths in it: `States.Format`.
    record Formatted(List<String> texts, List<ReferencePath> paths) implements Template {}

    /// An object of such values.
    record Fielded(Map<String, Template> fields) implements Template {}

    /// A list of such values.
    record Listed(List<Template> elements) implements Template {}

    /// The data as they are.
    static Template everything() {
        return new Selected(ReferencePath.ROOT);
    }

    /// Reads a template.
    ///
    /// @param place where it is written, for messages
    static Template of(String place, JsonNode written) {
        if (written.isArray()) {
            List<Template> elements = new ArrayList<>();
            written.forEach(element -> elements.add(of(place, element)));
            return new Listed(elements);
        }
        if (!written.isObject()) {
            return new Fixed(written);
        }
        Map<String, Template> fields = new LinkedHashMap<>();
        written.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    if (name.endsWith(".$")) {
                        fields.put(
                                name.substring(0, name.length() - 2),
                                lookup(place + " " + name, field.getValue()));
                    } else {
                        fields.put(name, of(place, field.getValue()));
                    }
                });
        return new Fielded(fields);
    }

    /// The field `name` or `name.$` of an object.
    static Template field(Fields object, String name) {
        String lookup = name + ".$";
        return object.has(lookup)
                ? lookup(object.place() + " " + lookup, object.required(lookup))
                : of(object.place(), object.required(name));
    }

    /// The value.
    ///
    /// @throws StateError when a path leads to nothing
    default JsonNode evaluate(Scope scope) {
        return switch (this) {
            case Fixed(JsonNode value) -> value;
            case Selected(ReferencePath path) -> path.select(scope, "States.ParameterPathFailure");
            case Formatted(var texts, var paths) -> format(texts, paths, scope);
            case Fielded(var fields) -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                fields.forEach((name, template) -> object.set(name, template.evaluate(scope)));
                yield object;
            }
            case Listed(var elements) -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                elements.forEach(template -> list.add(template.evaluate(scope)));
                yield list;
            }
        };
    }

    private static Template lookup(String place, JsonNode written) {
        String text = written.textValue();
        if (text == null) {
            throw new DefinitionException(place, "is no text");
        }
        return text.startsWith("$")
                ? new Selected(ReferencePath.of(place, text))
                : Format.read(place, text);
    }

    private static JsonNode format(List<String> texts, List<ReferencePath> paths, Scope scope) {
        StringBuilder text = new StringBuilder(texts.getFirst());
        for (int index = 0; index < paths.size(); index++) {
            JsonNode value = paths.get(index).select(scope, "States.ParameterPathFailure");
            if (value.isContainerNode()) {
                throw new StateError("States.IntrinsicFailure", paths.get(index) + " is no text");
            }
            text.append(value.asText()).append(texts.get(index + 1));
        }
        return TextNode.valueOf(text.toString());
    }

    /// Reads `States.Format('text {}', $.path)`.
    final class Format {
        private static final Pattern CALL =
                Pattern.compile(
                        "States\\.Format\\('(?<text>[^'\\\\]*)'(?<paths>(, *\\$[^,() ]*)*)\\)");

        private Format() {}

        private static Template read(String place, String written) {
            Matcher call = CALL.matcher(written);
            if (!call.matches()) {
                throw new DefinitionException(
                        place,
                        "this interpreter knows States.Format of paths only, not " + written);
            }
            List<String> texts = List.of(call.group("text").split("\\{}", -1));
            List<ReferencePath> paths = new ArrayList<>();
            for (String path : call.group("paths").split(", *", -1)) {
                if (!path.isEmpty()) {
                    paths.add(ReferencePath.of(place, path));
                }
            }
            if (texts.size() != paths.size() + 1) {
                throw new DefinitionException(place, "has not one path for each {}: " + written);
            }
            return new Formatted(texts, paths);
        }
    }
}
