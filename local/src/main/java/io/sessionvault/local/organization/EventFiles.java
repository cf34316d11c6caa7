package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The events in `events/`, with the ids of a local run put in, for an emulator that emits none
/// itself.
public final class EventFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path events;

    /// @param repository the repository's root
    public EventFiles(Path repository) {
        events = repository.resolve("events");
    }

    /// Organizations says that an account was created.
    public String accountCreated(AccountId account) {
        JsonNode event = read("onboard-account/create-account-succeeded.json");
        object(event.at("/detail/serviceEventDetails/createAccountStatus"))
                .put("accountId", account.value());
        return event.toString();
    }

    /// S3 says that an object was stored.
    public String stored(SessionAgent.Upload upload) {
        JsonNode event = read("check-log/log-put.json");
        object(event.path("detail")).put("requester", upload.account().value());
        object(event.at("/detail/bucket")).put("name", upload.bucket());
        object(event.at("/detail/object"))
                .put("key", upload.key())
                .put("version-id", upload.versionId())
                .put("size", upload.size());
        return event.toString();
    }

    /// The same event of another account; rules look at whose it is.
    public static String of(AccountId sender, String event) {
        try {
            return object(JSON.readTree(event)).put("account", sender.value()).toString();
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private JsonNode read(String file) {
        try {
            return JSON.readTree(events.resolve(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode object(JsonNode node) {
        return (ObjectNode) node;
    }
}
