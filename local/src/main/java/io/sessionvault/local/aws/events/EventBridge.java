package io.sessionvault.local.aws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// PutEvents, and rules that are kept. Buses are not told apart: whatever bus an entry names, its event
/// goes to the listeners.
public final class EventBridge {
    private static final int MOST_ENTRIES = 10;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Ids ids;
    private final Rules rules = new Rules();

    /// @param ids where the events' ids come from
    public EventBridge(Ids ids) {
        this.ids = ids;
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(
                                PutEventsRequest.class,
                                EventBridge::buses,
                                this::putEvents,
                                "EndpointId");
        rules.addTo(operations);
        return new Service("events", WireFormat.JSON_1_1, EventBridgeClient.class, operations);
    }

    /// The bus of each entry, named or by its ARN; the default one where none is named.
    private static List<Permission> buses(Call call, PutEventsRequest request) {
        return request.entries().stream()
                .map(entry -> Optional.ofNullable(entry.eventBusName()).orElse("default"))
                .map(bus ->
                        bus.startsWith("arn:")
                                ? bus
                                : "arn:aws:events:%s:%s:event-bus/%s"
                                        .formatted(call.region(), call.account(), bus))
                .distinct()
                .map(arn -> Permission.of("events:PutEvents", arn))
                .toList();
    }

    private PutEventsResponse putEvents(Call call, PutEventsRequest request) {
        if (request.entries().isEmpty() || request.entries().size() > MOST_ENTRIES) {
            throw AwsError.validation("Entries must have 1 to " + MOST_ENTRIES + " members");
        }
        List<PutEventsResultEntry> results =
                request.entries().stream().map(entry -> put(call, entry)).toList();
        long failed = results.stream().filter(result -> result.errorCode() != null).count();
        return PutEventsResponse.builder()
                .entries(results)
                .failedEntryCount(Math.toIntExact(failed))
                .build();
    }

    private PutEventsResultEntry put(Call call, PutEventsRequestEntry entry) {
        for (var member : List.of("Source", "DetailType", "Detail")) {
            if (entry.getValueForField(member, String.class).orElse("").isBlank()) {
                return refused(
                        "InvalidArgument",
                        "Parameter %s is not valid. Reason: it is required.".formatted(member));
            }
        }
        if (entry.source().startsWith("aws.")) {
            return refused("NotAuthorizedForSourceException", "Sources of AWS are reserved.");
        }
        Optional<JsonNode> detail = object(entry.detail());
        if (detail.isEmpty()) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
        var event =
                new EventEnvelope(
                        ids.uuid(),
                        entry.source(),
                        entry.detailType(),
                        call.account(),
                        call.region(),
                        Optional.ofNullable(entry.time()).orElse(call.now()),
                        entry.resources(),
                        detail.get());
        call.emit(event.json());
        return PutEventsResultEntry.builder().eventId(event.id()).build();
    }

    private static PutEventsResultEntry refused(String code, String message) {
        return PutEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
