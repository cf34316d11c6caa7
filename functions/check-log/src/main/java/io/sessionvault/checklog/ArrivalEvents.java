package io.sessionvault.checklog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.checklog.Notifications.Notification;
import io.sessionvault.log.Arrival;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Uploader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Reads the "Object Created" events of a bucket.
///
/// Source: S3 user guide, "EventBridge event message structure". The key is taken verbatim: unlike
/// S3's own notifications, EventBridge does not URL-encode it.
final class ArrivalEvents {
    private ArrivalEvents() {}

    /// What an event turned out to be.
    sealed interface Reading {
        /// An object arrived.
        record Arrived(Arrival arrival) implements Reading {}

        /// An object arrived, but the event does not say which.
        record Malformed(String reason) implements Reading {}

        /// The event tells of a bucket in a form that does not suffice to judge an object.
        ///
        /// @param notifications what it tells, not empty
        record Notified(List<Notification> notifications) implements Reading {
            /// Copies the notifications.
            public Notified {
                notifications = List.copyOf(notifications);
            }
        }

        /// The event is about something else.
        record Other(String reason) implements Reading {}
    }

    /// Tells whether EventBridge says that an object arrived.
    static boolean isArrival(JsonNode event) {
        return event.path("source").asText().equals("aws.s3")
                && event.path("detail-type").asText().equals("Object Created");
    }

    static Reading read(JsonNode event) {
        if (!isArrival(event)) {
            List<Notification> notifications = Notifications.in(event);
            return notifications.isEmpty() ? other(event) : new Reading.Notified(notifications);
        }
        JsonNode detail = event.path("detail");
        Optional<String> bucket = text(detail.path("bucket").path("name"));
        Optional<String> key = text(detail.path("object").path("key"));
        if (bucket.isEmpty() || key.isEmpty()) {
            return new Reading.Malformed(
                    "an \"Object Created\" event without detail."
                            + (bucket.isEmpty() ? "bucket.name" : "object.key"));
        }
        return new Reading.Arrived(
                new Arrival(
                        new LogObject(
                                bucket.get(),
                                key.get(),
                                text(detail.path("object").path("version-id")),
                                uploader(detail)),
                        detail.path("reason").asText(),
                        text(detail.path("request-id")),
                        text(event.path("time")).flatMap(ArrivalEvents::time)));
    }

    private static Reading other(JsonNode event) {
        return new Reading.Other(
                "this is not an \"Object Created\" event of S3 but \"%s\" of \"%s\""
                        .formatted(
                                event.path("detail-type").asText(), event.path("source").asText()));
    }

    private static Uploader uploader(JsonNode detail) {
        return text(detail.path("requester"))
                .<Uploader>map(Uploader.Named::new)
                .orElseGet(Uploader.NotTold::new);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }
}
