package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path of names, such as `$.run.id`: into the data, or with `$$` into the context object.
///
/// @param text the path as it is written
/// @param context whether it leads into the context object
/// @param names the names on the way
record ReferencePath(String text, boolean context, List<String> names) {
    private static final Pattern FORM =
            Pattern.compile("\\$(?<context>\\$)?(?<names>(\\.[A-Za-z_][A-Za-z0-9_]*)*)");

    /// All of the data.
    static final ReferencePath ROOT = of("ROOT", "$");

    /// Where values come from.
    ///
    /// @param data what `$` is
    /// @param context what `$$` is
    record Scope(JsonNode data, JsonNode context) {}

    /// Copies the names.
    ReferencePath {
        names = List.copyOf(names);
    }

    /// @param place where the path is written, for messages
    static ReferencePath of(String place, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new DefinitionException(
                    place, "this interpreter knows paths of names only, not " + text);
        }
        String names = form.group("names");
        return new ReferencePath(
                text,
                form.group("context") != null,
                names.isEmpty() ? List.of() : List.of(names.substring(1).split("\\.", -1)));
    }

    /// What the path leads to; empty when there is nothing.
    Optional<JsonNode> find(Scope scope) {
        JsonNode value = context ? scope.context() : scope.data();
        for (String name : names) {
            value = value.path(name);
        }
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    /// What the path leads to.
    ///
    /// @param error the name of the error when there is nothing
    JsonNode select(Scope scope, String error) {
        return find(scope).orElseThrow(() -> new StateError(error, "nothing is at " + text));
    }

    /// A copy of `data` in which `value` is where the path leads.
    JsonNode put(JsonNode data, JsonNode value) {
        if (names.isEmpty()) {
            return value;
        }
        if (!data.isObject()) {
            throw new StateError(
                    "States.ResultPathMatchFailure", text + " does not fit into what is no object");
        }
        ObjectNode copy = data.deepCopy();
        ObjectNode parent = copy;
        for (String name : names.subList(0, names.size() - 1)) {
            JsonNode child = parent.get(name);
            if (!(child instanceof ObjectNode)) {
                child = JsonNodeFactory.instance.objectNode();
                parent.set(name, child);
            }
            parent = (ObjectNode) child;
        }
        parent.set(names.getLast(), value);
        return copy;
    }
}
