package io.sessionvault.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The envelope that EventBridge puts around every event.
///
/// Source: EventBridge user guide, "Events".
///
/// @param id the event's id
/// @param source who says so, e.g. `aws.s3`
/// @param detailType what happened, e.g. `Object Created`
/// @param account the 12 digits of the account it happened in
/// @param region where it happened
/// @param time when it happened
/// @param resources the ARNs of what it happened to
/// @param detail what the source has to say
public record EventEnvelope(
        String id,
        String source,
        String detailType,
        String account,
        String region,
        Instant time,
        List<String> resources,
        JsonNode detail) {

    /// The event as JSON text.
    public String json() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", account)
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        resources.forEach(event.putArray("resources")::add);
        event.set("detail", detail);
        return event.toString();
    }
}
