package io.sessionvault.bench.bare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that an event names.
///
/// @param messageId the message, or the key, by which it is reported
/// @param bucket its bucket
/// @param key its key
/// @param versionId its version; null for the newest
record NamedObject(String messageId, String bucket, String key, @Nullable String versionId) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The objects of a batch: of a queue's, where each message is an event of S3, or of a state
    /// machine's, which has only keys.
    ///
    /// @param bucket the bucket of the keys
    static List<NamedObject> read(InputStream input, String bucket) throws IOException {
        JsonNode batch = JSON.readTree(input);
        List<NamedObject> objects = new ArrayList<>();
        for (JsonNode message : batch.path("Records")) {
            JsonNode detail = JSON.readTree(message.path("body").asText()).path("detail");
            objects.add(
                    new NamedObject(
                            message.path("messageId").asText(),
                            detail.path("bucket").path("name").asText(),
                            detail.path("object").path("key").asText(),
                            detail.path("object").path("version-id").asText()));
        }
        for (JsonNode item : batch.path("Items")) {
            String key = item.path("key").asText();
            objects.add(new NamedObject(key, bucket, key, null));
        }
        return objects;
    }
}
