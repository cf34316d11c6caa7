package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ChangeMessage;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A message that says in which account something was changed, as the rule has reduced the event to
/// it: the account is the one that EventBridge names, whatever the event's own text says.
///
/// @param message the message
/// @param account the account
/// @param region where it was changed
/// @param eventName the call that changed it
/// @param time when, and never later than the message was sent
record ReactionMessage(
        QueueMessage message,
        AccountId account,
        RegionName region,
        String eventName,
        Instant time) {
    /// Reads a message; empty when it is none that the rule has made.
    static Optional<ReactionMessage> read(QueueMessage message) {
        return LambdaInput.event(message.body())
                .filter(event -> event.size() == 1)
                .map(event -> event.path(ChangeMessage.FIELD))
                .filter(JsonNode::isObject)
                .flatMap(reaction -> read(message, reaction));
    }

    private static Optional<ReactionMessage> read(QueueMessage message, JsonNode reaction) {
        try {
            Instant time = Instant.parse(reaction.path("time").asText());
            return Optional.of(
                            new ReactionMessage(
                                    message,
                                    new AccountId(reaction.path("accountId").asText()),
                                    new RegionName(reaction.path("region").asText()),
                                    reaction.path("eventName").asText(),
                                    message.sentAt().filter(time::isAfter).orElse(time)))
                    .filter(read -> read.eventName().matches("[A-Za-z0-9]{1,64}"));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
