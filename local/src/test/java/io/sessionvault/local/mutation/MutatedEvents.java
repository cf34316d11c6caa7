package io.sessionvault.local.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Events that are not quite what AWS sends: nodes are missing, doubled, of another type, far too large or deeply
/// nested, also within the messages of a batch; and of some the text itself is broken.
final class MutatedEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Stand in for what no tree can be written with.
    private static final String DEEP = "@deep@";

    private static final String DEEPER_THAN_ALLOWED = "@deeper@";
    private static final String HUGE = "@huge@";

    private static final List<JsonNode> VALUES =
            List.of(
                    NODES.nullNode(),
                    NODES.booleanNode(true),
                    NODES.numberNode(0),
                    NODES.numberNode(-1.5),
                    NODES.numberNode(new BigInteger("9".repeat(400))),
                    NODES.textNode(HUGE),
                    NODES.textNode(DEEP),
                    NODES.textNode(DEEPER_THAN_ALLOWED),
                    NODES.textNode(""),
                    NODES.textNode(" "),
                    NODES.textNode("410987654321"),
                    NODES.textNode("٤١٠٩٨٧٦٥٤٣٢١"),
                    NODES.textNode("\u0000\ud800\u202e"),
                    NODES.textNode("{\"detail\": "),
                    NODES.textNode("+1000000000-12-31T23:59:59.999999999Z"),
                    NODES.textNode("x".repeat(20_000)),
                    NODES.objectNode(),
                    NODES.arrayNode());

    private final Random random;

    MutatedEvents(long seed) {
        random = new Random(seed);
    }

    /// A mutation of an event; the event stays as it is.
    byte[] next(JsonNode event) {
        JsonNode mutated = event.deepCopy();
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = mutate(mutated);
        }
        String text =
                mutated.toString()
                        .replace('"' + DEEP + '"', nested(400))
                        .replace('"' + DEEPER_THAN_ALLOWED + '"', nested(1_100))
                        .replace('"' + HUGE + '"', "1e999999999");
        return broken(text);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private JsonNode mutate(JsonNode root) {
        List<JsonNode> parents = new ArrayList<>();
        collect(root, parents);
        if (parents.isEmpty()) {
            return value(root);
        }
        switch (any(parents)) {
            case ObjectNode object -> mutate(object, any(names(object)), root);
            case ArrayNode array -> mutate(array, random.nextInt(array.size()), root);
            case JsonNode other -> throw new IllegalStateException("no parent: " + other);
        }
        return root;
    }

    /// All objects and arrays that have something in them.
    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (!node.isEmpty()) {
            parents.add(node);
            node.forEach(each -> collect(each, parents));
        }
    }

    private void mutate(ObjectNode object, String name, JsonNode root) {
        JsonNode before = object.get(name);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(any(names(object)), before.deepCopy());
            case 2 -> object.set(name + "s", object.remove(name));
            case 3 ->
                    object.set(
                            name, NODES.arrayNode().add(before.deepCopy()).add(before.deepCopy()));
            case 4 -> object.set(name, withinText(before));
            default -> object.set(name, value(root));
        }
    }

    private void mutate(ArrayNode array, int index, JsonNode root) {
        switch (random.nextInt(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.insert(index, array.get(index).deepCopy());
            case 2 -> array.set(index, withinText(array.get(index)));
            default -> array.set(index, value(root));
        }
    }

    /// A message's body is JSON in a text: that JSON mutated; any other node as it is.
    private JsonNode withinText(JsonNode node) {
        try {
            JsonNode inner = node.isTextual() ? JSON.readTree(node.textValue()) : node;
            return inner.isObject() && node.isTextual()
                    ? NODES.textNode(mutate(inner).toString())
                    : node;
        } catch (JsonProcessingException plain) {
            return node;
        }
    }

    private JsonNode value(JsonNode root) {
        return random.nextInt(8) == 0 ? root.deepCopy() : any(VALUES);
    }

    /// Two of three as they are; the others cut off, with other bytes, twice, or in another encoding.
    private byte[] broken(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(15)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1, 2 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                yield bytes;
            }
            case 3 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                    text.getBytes(any(List.of(StandardCharsets.UTF_16, Charset.forName("UTF-32"))));
            default -> bytes;
        };
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
