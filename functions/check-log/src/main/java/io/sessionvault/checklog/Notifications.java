package io.sessionvault.checklog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.log.ForeignText;
import io.sessionvault.log.Verdict;
import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Recognizes what tells of objects in another form than EventBridge's: the notifications that S3
/// itself sends to a queue, a topic or a function, and what a topic hands on. S3's own form does not
/// tell which account uploaded an object, so no log can be judged by it.
///
/// Source: S3 user guide, "Event message structure"; SNS developer guide, "Amazon SNS message
/// attributes and raw message delivery"; Lambda developer guide, "Using Lambda with Amazon SNS".
final class Notifications {
    private static final String CREATED = "ObjectCreated:";

    /// A message holds one record as a rule; what is said of it has to stay readable in any case.
    private static final int SHOWN = 5;

    private Notifications() {}

    /// What is told.
    ///
    /// @param bucket the bucket that it is about; empty when it does not say
    /// @param what the kind, such as `ObjectCreated:Put` or `s3:TestEvent`
    /// @param isOfObjects whether objects arrived or will, which nobody else may tell of
    record Notification(Optional<String> bucket, String what, boolean isOfObjects) {}

    /// All that an event holds of it.
    static List<Notification> in(JsonNode event) {
        return Stream.concat(
                        own(event),
                        handedOn(event)
                                .flatMap(message -> LambdaInput.event(message).stream())
                                .flatMap(inner -> Stream.concat(own(inner), ofEventBridge(inner))))
                .toList();
    }

    /// What becomes of them. What may be about an object of the vault comes back: no other event
    /// tells of that object.
    ///
    /// @param notifications not empty
    static Verdict judge(List<Notification> notifications, Vault vault) {
        boolean isLost =
                notifications.stream()
                        .filter(Notification::isOfObjects)
                        .anyMatch(each ->
                                each.bucket()
                                        .filter(name -> !name.equals(vault.bucket()))
                                        .isEmpty());
        String reason =
                notifications.stream()
                                .map(Notifications::described)
                                .distinct()
                                .limit(SHOWN)
                                .collect(Collectors.joining(", "))
                        + expected(vault);
        return isLost ? new Verdict.Undetermined(reason) : new Verdict.NotApplicable(reason);
    }

    private static String expected(Vault vault) {
        return "; expected is EventBridge's \"Object Created\" event, which alone tells which account"
                + " uploaded. To have the bucket send it: aws s3api"
                + " put-bucket-notification-configuration --bucket "
                + vault.bucket()
                + " --notification-configuration EventBridgeConfiguration={}";
    }

    private static String described(Notification notification) {
        return notification.what()
                + notification
                        .bucket()
                        .map(name -> " of bucket " + ForeignText.quoted(name))
                        .orElse(" of no bucket");
    }

    private static Stream<Notification> ofEventBridge(JsonNode event) {
        return ArrivalEvents.isArrival(event)
                ? Stream.of(
                        new Notification(
                                text(event.path("detail").path("bucket").path("name")),
                                "Object Created, handed on by a topic",
                                true))
                : Stream.empty();
    }

    private static Stream<Notification> own(JsonNode event) {
        if (event.path("Event").asText().equals("s3:TestEvent")) {
            return Stream.of(new Notification(text(event.path("Bucket")), "s3:TestEvent", true));
        }
        return records(event)
                .filter(each -> each.path("eventSource").asText().equals("aws:s3"))
                .map(each -> {
                    String name = each.path("eventName").asText();
                    return new Notification(
                            text(each.path("s3").path("bucket").path("name")),
                            name.isEmpty() ? "of no kind" : ForeignText.plain(name),
                            name.isEmpty() || name.startsWith(CREATED));
                });
    }

    private static Stream<String> handedOn(JsonNode event) {
        Stream<JsonNode> messages =
                event.path("Type").asText().equals("Notification")
                        ? Stream.of(event.path("Message"))
                        : records(event)
                                .filter(each -> each.path("EventSource").asText().equals("aws:sns"))
                                .map(each -> each.path("Sns").path("Message"));
        return messages.flatMap(message -> text(message).stream());
    }

    private static Stream<JsonNode> records(JsonNode event) {
        return StreamSupport.stream(event.path("Records").spliterator(), false);
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }
}
