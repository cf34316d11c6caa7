package io.sessionvault.local.aws.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The metrics in a line of a function's log.
///
/// Source: CloudWatch user guide, "Specification: Embedded metric format".
final class EmbeddedMetrics {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EmbeddedMetrics() {}

    /// The values in a line; none in one of another form.
    ///
    /// @param at when they were
    static List<Datum> read(String line, Instant at) {
        JsonNode entry;
        try {
            entry = JSON.readTree(line);
        } catch (JsonProcessingException plain) {
            return List.of();
        }
        List<Datum> data = new ArrayList<>();
        for (JsonNode directive : entry.at("/_aws/CloudWatchMetrics")) {
            for (JsonNode dimensions : directive.path("Dimensions")) {
                for (JsonNode metric : directive.path("Metrics")) {
                    String name = metric.path("Name").asText();
                    for (double value : values(entry.path(name))) {
                        data.add(
                                new Datum(
                                        directive.path("Namespace").asText(),
                                        name,
                                        named(dimensions, entry),
                                        at,
                                        value));
                    }
                }
            }
        }
        return data;
    }

    private static List<Double> values(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asDouble).toList()
                : value.isNumber() ? List.of(value.asDouble()) : List.of();
    }

    private static Map<String, String> named(JsonNode dimensions, JsonNode entry) {
        Map<String, String> named = new HashMap<>();
        dimensions.forEach(name -> named.put(name.asText(), entry.path(name.asText()).asText()));
        return named;
    }
}
