package io.sessionvault.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/// A verdict as far as it must not depend on when and how often it is given.
///
/// @param key the object's key
/// @param versionId its version
/// @param verdict the verdict in one word
/// @param rules the broken rules
record ArrivalVerdict(String key, String versionId, String verdict, Set<String> rules) {
    /// Reads one from the function's answer, log line or event.
    static ArrivalVerdict of(JsonNode checked) {
        return new ArrivalVerdict(
                checked.path("key").asText(),
                checked.path("versionId").asText(),
                checked.path("verdict").asText(),
                new TreeSet<>(checked.path("findings").findValuesAsText("rule")));
    }

    /// A log that keeps every rule, or breaks these.
    static ArrivalVerdict expected(String key, String versionId, Set<String> rules) {
        return new ArrivalVerdict(
                key,
                versionId,
                rules.isEmpty() ? "Compliant" : "NonCompliant",
                new TreeSet<>(rules));
    }
}
