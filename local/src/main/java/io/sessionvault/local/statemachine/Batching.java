package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How a map puts items together.
///
/// @param items how many at most
/// @param bytes how large a batch may be, in bytes of its JSON
/// @param input what each batch gets besides its items
record Batching(int items, int bytes, Template input) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The batches, in the items' order; none when there are no items.
    ///
    /// @throws StateError when one item alone is too large
    List<JsonNode> batches(List<JsonNode> all, Scope scope) {
        JsonNode common = input.evaluate(scope);
        int empty = size(batch(common));
        List<JsonNode> batches = new ArrayList<>();
        ArrayNode open = JSON.createArrayNode();
        int openBytes = empty;
        for (JsonNode item : all) {
            int itemBytes = size(item);
            if (empty + itemBytes > bytes) {
                throw new StateError(
                        StateError.DATA_LIMIT, "an item is too large for a batch: " + item);
            }
            int comma = 1;
            boolean full = openBytes + comma + itemBytes > bytes;
            if (!open.isEmpty() && (full || open.size() == items)) {
                batches.add(batch(common).set("Items", open));
                open = JSON.createArrayNode();
                openBytes = empty;
            }
            openBytes += itemBytes + (open.isEmpty() ? 0 : comma);
            open.add(item);
        }
        if (!open.isEmpty()) {
            batches.add(batch(common).set("Items", open));
        }
        return batches;
    }

    private static ObjectNode batch(JsonNode common) {
        ObjectNode batch = JSON.createObjectNode();
        batch.set("BatchInput", common);
        batch.set("Items", JSON.createArrayNode());
        return batch;
    }

    static int size(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
