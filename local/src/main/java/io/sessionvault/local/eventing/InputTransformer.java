package io.sessionvault.local.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/// Makes of an event what a rule's target gets.
///
/// Source: EventBridge user guide, "Input transformation".
///
/// @param paths where in the event each variable's value is, such as `$.detail.eventName`
/// @param template a JSON text with variables in angle brackets, without quotes around them
public record InputTransformer(Map<String, String> paths, String template) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Copies the paths.
    public InputTransformer {
        paths = Map.copyOf(paths);
    }

    String apply(String eventJson) {
        try {
            JsonNode event = JSON.readTree(eventJson);
            String text = template;
            for (Map.Entry<String, String> path : paths.entrySet()) {
                String pointer = path.getValue().substring(1).replace('.', '/');
                JsonNode value = event.at(pointer);
                text =
                        text.replace(
                                "<" + path.getKey() + ">",
                                value.isMissingNode() ? "null" : value.toString());
            }
            return text;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not an event: " + eventJson, notJson);
        }
    }
}
