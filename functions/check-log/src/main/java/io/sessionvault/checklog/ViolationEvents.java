package io.sessionvault.checklog;

import io.sessionvault.aws.Json;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// Publishes an event for each log that breaks a rule.
///
/// Source: EventBridge API reference, `PutEvents`: at most 10 entries, each of which can fail by
/// itself.
final class ViolationEvents {
    private static final String SOURCE = "session-vault";
    private static final String DETAIL_TYPE = "Session Log Violation";
    private static final int ENTRIES = 10;

    private final EventBridgeClient events;
    private final String bus;
    private final String bucketArn;

    ViolationEvents(EventBridgeClient events, String bus, String bucketArn) {
        this.events = events;
        this.bus = bus;
        this.bucketArn = bucketArn;
    }

    /// Publishes the violations. Whoever receives them may see one twice.
    ///
    /// @throws ViolationNotPublishedException when EventBridge did not take all of them
    /// @throws software.amazon.awssdk.core.exception.SdkException when EventBridge cannot be called
    void publish(List<CheckedLog> violations) {
        for (int from = 0; from < violations.size(); from += ENTRIES) {
            List<PutEventsRequestEntry> entries = new ArrayList<>();
            for (CheckedLog log :
                    violations.subList(from, Math.min(from + ENTRIES, violations.size()))) {
                entries.add(
                        PutEventsRequestEntry.builder()
                                .eventBusName(bus)
                                .source(SOURCE)
                                .detailType(DETAIL_TYPE)
                                .resources(bucketArn)
                                .detail(Json.write(log))
                                .build());
            }
            List<PutEventsResultEntry> results =
                    events.putEvents(ask -> ask.entries(entries)).entries();
            for (PutEventsResultEntry result : results) {
                if (result.errorCode() != null) {
                    throw new ViolationNotPublishedException(
                            bus, result.errorCode() + ": " + result.errorMessage());
                }
            }
        }
    }
}
