package io.sessionvault.onboardaccount;

import io.sessionvault.aws.Json;
import io.sessionvault.aws.ServiceErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;

/// Publishes an event for an account that differs from what it should be and was not repaired.
///
/// Source: EventBridge API reference, `PutEvents`: each entry can fail by itself.
final class DriftEvents {
    private static final String SOURCE = "session-vault";
    private static final String DETAIL_TYPE = "Account Drifted";

    private final UnaryOperator<Map<String, Object>> putEvents;
    private final String bus;

    /// @param putEvents calls `PutEvents`
    /// @param bus the bus, by name or ARN
    DriftEvents(UnaryOperator<Map<String, Object>> putEvents, String bus) {
        this.putEvents = putEvents;
        this.bus = bus;
    }

    /// Publishes it. Whoever receives it may see it twice.
    ///
    /// @return what went wrong; empty when EventBridge has it
    Optional<String> publish(ReactionReport drifted) {
        try {
            Map<String, Object> answer =
                    putEvents.apply(Map.of("Entries", List.of(entry(drifted))));
            return answer.get("Entries") instanceof List<?> results
                            && results.size() == 1
                            && results.getFirst() instanceof Map<?, ?> result
                            && result.get("ErrorCode") == null
                    ? Optional.empty()
                    : Optional.of("event bus " + bus + " did not take it: " + answer);
        } catch (SdkException failure) {
            return Optional.of(ServiceErrors.of(failure).toString());
        }
    }

    private Map<String, Object> entry(ReactionReport drifted) {
        return Map.of(
                "EventBusName", bus,
                "Source", SOURCE,
                "DetailType", DETAIL_TYPE,
                "Resources", List.of(),
                "Detail",
                        Json.line(
                                Map.of(
                                        "accountId", drifted.changed().account().value(),
                                        "places", drifted.places(),
                                        "differs", drifted.differs(),
                                        "todo", drifted.todo(),
                                        "after", drifted.changed().eventNames(),
                                        "since", drifted.changed().since().toString())));
    }
}
