package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Where a map finds its items.
sealed interface ItemSource {
    JsonMapper JSON = JsonMapper.builder().build();
    String FAILED = "States.ItemReaderFailed";

    /// An object that is a list in JSON.
    ///
    /// @param owner the account that has to own the bucket; null for any
    record JsonObject(Template bucket, @Nullable Template owner, Template key)
            implements ItemSource {}

    /// A bucket's objects.
    ///
    /// @param owner the account that has to own the bucket; null for any
    record Listing(Template bucket, @Nullable Template owner) implements ItemSource {}

    /// The items.
    ///
    /// @throws StateError when they cannot be read
    default List<JsonNode> items(S3Client s3, Scope scope) {
        try {
            return switch (this) {
                case JsonObject(Template bucket, @Nullable Template owner, Template key) ->
                        list(
                                s3.getObjectAsBytes(ask ->
                                                ask.bucket(text(bucket, scope))
                                                        .expectedBucketOwner(account(owner, scope))
                                                        .key(text(key, scope)))
                                        .asByteArrayUnsafe());
                case Listing(Template bucket, @Nullable Template owner) ->
                        s3
                                .listObjectsV2Paginator(ask ->
                                        ask.bucket(text(bucket, scope))
                                                .expectedBucketOwner(account(owner, scope)))
                                .contents()
                                .stream()
                                .map(ItemSource::item)
                                .toList();
            };
        } catch (SdkException refused) {
            throw new StateError(FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private static List<JsonNode> list(byte[] json) {
        try {
            JsonNode list = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            if (!list.isArray()) {
                throw new StateError(FAILED, "the object is no list in JSON");
            }
            List<JsonNode> items = new ArrayList<>();
            list.forEach(items::add);
            return items;
        } catch (JsonProcessingException malformed) {
            throw new StateError(
                    FAILED, "the object is no JSON: " + malformed.getOriginalMessage());
        }
    }

    /// Source: Step Functions developer guide, "ItemReader (Map)", an item of a listing.
    private static JsonNode item(S3Object object) {
        return JSON.createObjectNode()
                .put("Etag", object.eTag())
                .put("Key", object.key())
                .put("LastModified", object.lastModified().getEpochSecond())
                .put("Size", object.size())
                .put("StorageClass", object.storageClassAsString());
    }

    private static @Nullable String account(@Nullable Template owner, Scope scope) {
        return owner == null ? null : text(owner, scope);
    }

    private static String text(Template template, Scope scope) {
        return template.evaluate(scope).asText();
    }
}
