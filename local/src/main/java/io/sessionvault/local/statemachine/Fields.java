package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// The fields of one object of a definition, read strictly: what nobody asked for is an error.
final class Fields {
    private final String place;
    private final JsonNode object;
    private final TreeSet<String> unread = new TreeSet<>();

    /// @param place where the object is, for messages
    Fields(String place, JsonNode object) {
        if (!object.isObject()) {
            throw new DefinitionException(place, "is no object");
        }
        this.place = place;
        this.object = object;
        object.fieldNames().forEachRemaining(unread::add);
        unread.remove("Comment");
    }

    String place() {
        return place;
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonNode required(String name) {
        return optional(name).orElseThrow(() -> new DefinitionException(place, "has no " + name));
    }

    Optional<JsonNode> optional(String name) {
        unread.remove(name);
        return Optional.ofNullable(object.get(name));
    }

    String text(String name) {
        return text(name, required(name));
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(value -> text(name, value));
    }

    /// A text that has to be one of these.
    String oneOf(String name, String... known) {
        String value = text(name);
        if (!List.of(known).contains(value)) {
            throw unknown(name, value);
        }
        return value;
    }

    double number(String name, double otherwise) {
        return optional(name)
                .map(value -> {
                    if (!value.isNumber() || value.doubleValue() < 0) {
                        throw unknown(name, value.toString());
                    }
                    return value.doubleValue();
                })
                .orElse(otherwise);
    }

    Duration seconds(String name, Duration otherwise) {
        return Duration.ofMillis(Math.round(1000 * number(name, (double) otherwise.toSeconds())));
    }

    Fields object(String name) {
        return new Fields(place + " " + name, required(name));
    }

    /// The objects of a list; none when there is no such field.
    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        optional(name).stream()
                .flatMap(list -> elements(name, list).stream())
                .forEach(element -> objects.add(new Fields(place + " " + name, element)));
        return objects;
    }

    List<String> texts(String name) {
        return elements(name, required(name)).stream().map(value -> text(name, value)).toList();
    }

    /// All fields that have not been asked for, by name.
    Map<String, JsonNode> rest() {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        object.properties().stream()
                .filter(field -> unread.contains(field.getKey()))
                .forEach(field -> rest.put(field.getKey(), field.getValue()));
        unread.clear();
        return rest;
    }

    /// Says that everything has been asked for.
    ///
    /// @throws DefinitionException when there is more
    void end() {
        if (!unread.isEmpty()) {
            throw new DefinitionException(place, "this interpreter does not know " + unread);
        }
    }

    DefinitionException unknown(String name, String value) {
        return new DefinitionException(
                place, "this interpreter does not know " + name + " " + value);
    }

    private List<JsonNode> elements(String name, JsonNode list) {
        if (!list.isArray()) {
            throw unknown(name, list.toString());
        }
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw unknown(name, value.toString());
        }
        return value.textValue();
    }
}
