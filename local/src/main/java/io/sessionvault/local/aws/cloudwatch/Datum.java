package io.sessionvault.local.aws.cloudwatch;

import java.time.Instant;
import java.util.Map;

/// One value of a metric.
///
/// @param namespace the metric's namespace
/// @param metric its name
/// @param dimensions its dimensions by name; a metric of other dimensions is another one
/// @param at when it was
/// @param value the value
public record Datum(
        String namespace, String metric, Map<String, String> dimensions, Instant at, double value) {
    /// Copies the dimensions.
    public Datum {
        dimensions = Map.copyOf(dimensions);
    }
}
