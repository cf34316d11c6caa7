package io.sessionvault.checklog;

import io.sessionvault.aws.Json;
import io.sessionvault.aws.JsonCalls;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/// Publishes an event for each log that breaks a rule.
///
/// Source: EventBridge API reference, `PutEvents`: at most 10 entries, each of which can fail by
/// itself.
final class ViolationEvents {
    private static final String SOURCE = "session-vault";
    private static final String DETAIL_TYPE = "Session Log Violation";
    private static final int ENTRIES = 10;

    private final JsonCalls events;
    private final String bus;
    private final String bucketArn;

    ViolationEvents(JsonCalls events, String bus, String bucketArn) {
        this.events = events;
        this.bus = bus;
        this.bucketArn = bucketArn;
    }

    /// Publishes the violations. Whoever receives them may see one twice.
    ///
    /// @throws ViolationNotPublishedException when EventBridge did not take all of them
    /// @throws software.amazon.awssdk.core.exception.SdkException when EventBridge cannot be called
    void publish(List<CheckedLog> violations) {
        for (List<Map<String, Object>> entries :
                violations.stream()
                        .map(this::entry)
                        .gather(Gatherers.windowFixed(ENTRIES))
                        .toList()) {
            Map<String, Object> answer = events.call("PutEvents", Map.of("Entries", entries));
            if (!(answer.get("Entries") instanceof List<?> results)
                    || results.size() != entries.size()) {
                throw new ViolationNotPublishedException(
                        bus, "it did not say what became of each event");
            }
            for (Object each : results) {
                if (!(each instanceof Map<?, ?> result) || result.get("ErrorCode") != null) {
                    throw new ViolationNotPublishedException(bus, each.toString());
                }
            }
        }
    }

    private Map<String, Object> entry(CheckedLog log) {
        return Map.of(
                "EventBusName", bus,
                "Source", SOURCE,
                "DetailType", DETAIL_TYPE,
                "Resources", List.of(bucketArn),
                "Detail", Json.line(log.fields()));
    }
}
