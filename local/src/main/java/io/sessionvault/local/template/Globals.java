package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The section `Globals` of a SAM template.
final class Globals {
    private Globals() {}

    /// A function's properties with the global ones: mappings are merged, lists appended to the global ones, all
    /// else is taken from the function where it has it.
    ///
    /// Source: SAM developer guide, "Globals section of the AWS SAM template", "Overridable properties".
    static ObjectNode merge(ObjectNode globals, ObjectNode own) {
        var merged = globals.deepCopy();
        for (var property : own.properties()) {
            var name = property.getKey();
            switch (property.getValue()) {
                case ObjectNode mapping when merged.get(name) instanceof ObjectNode global ->
                        merged.set(name, merge(global, mapping));
                case ArrayNode list when merged.get(name) instanceof ArrayNode global ->
                        merged.set(name, global.deepCopy().addAll(list));
                default -> merged.set(name, property.getValue());
            }
        }
        return merged;
    }
}
