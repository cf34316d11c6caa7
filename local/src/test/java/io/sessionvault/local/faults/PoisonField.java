package io.sessionvault.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// One field of an event that is not as it should be.
///
/// @param path where the field is, as a JSON pointer
/// @param damage what is wrong with it, in words
/// @param event the whole event with it
record PoisonField(String path, String damage, JsonNode event) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH = 200;

    /// An event with a field missing, null, of another type or nested deeply.
    static List<PoisonField> of(JsonNode event, String path) {
        List<PoisonField> all = new ArrayList<>();
        all.add(new PoisonField(path, "missing", without(event, path)));
        all.add(with(event, path, "null", JSON.nullNode()));
        all.add(with(event, path, "a number", JSON.numberNode(7)));
        all.add(with(event, path, "a truth value", JSON.booleanNode(true)));
        all.add(with(event, path, "empty", JSON.textNode("")));
        all.add(with(event, path, "a list", JSON.arrayNode().add("x")));
        all.add(with(event, path, "an object", JSON.objectNode().put("x", "x")));
        all.add(with(event, path, "nested deeply", nested()));
        return all;
    }

    private static PoisonField with(JsonNode event, String path, String damage, JsonNode value) {
        ObjectNode copy = event.deepCopy();
        parent(copy, path).set(name(path), value);
        return new PoisonField(path, damage, copy);
    }

    private static JsonNode without(JsonNode event, String path) {
        ObjectNode copy = event.deepCopy();
        parent(copy, path).remove(name(path));
        return copy;
    }

    private static ObjectNode parent(ObjectNode event, String path) {
        return (ObjectNode) event.at(path.substring(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static JsonNode nested() {
        ArrayNode nest = JSON.arrayNode();
        ArrayNode inner = nest;
        for (int i = 0; i < DEPTH; i++) {
            inner = inner.addArray();
        }
        return nest;
    }
}
