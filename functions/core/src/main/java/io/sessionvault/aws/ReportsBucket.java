package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The bucket in which the parts of a compliance run leave what they found, and the reports.
public final class ReportsBucket {
    /// The key of what names the run that the next one is compared with.
    public static final String LATEST_RUN = "latest.json";

    /// Step Functions hands on 256 KiB at most from state to state; the rest is room for what it
    /// adds.
    ///
    /// Source: Step Functions developer guide, "Quotas related to state machine executions".
    private static final int LARGEST_ANSWER = 200 * 1024;

    private static final String STORED = "stored";

    private final S3Client s3;
    private final String bucket;

    /// @param s3 a client in the bucket's Region
    /// @param bucket the bucket's name
    public ReportsBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// The bucket's name.
    public String name() {
        return bucket;
    }

    /// What a function of the run answers: the result itself, or where it is stored when it is too
    /// large to be handed on.
    ///
    /// @param part what the result is about, such as `accounts/111122223333`; made again, it takes
    ///     the place of the earlier one
    public byte[] answer(Run run, String part, Object result) throws IOException {
        byte[] json = ComplianceJson.MAPPER.writeValueAsBytes(result);
        if (json.length <= LARGEST_ANSWER) {
            return json;
        }
        String key = run.folder() + "results/" + part + ".json";
        put(key, "application/json", json);
        return ComplianceJson.MAPPER.writeValueAsBytes(Map.of(STORED, key));
    }

    /// Tells whether an answer only says where the result is stored.
    public static boolean isStored(JsonNode answer) {
        return answer.path(STORED).isTextual();
    }

    /// The result that a function answered with [#answer].
    ///
    /// @throws IllegalStateException when the result was stored and is gone
    /// @throws JsonProcessingException when it is not one of that type
    public <T> T result(JsonNode answer, Class<T> type) throws JsonProcessingException {
        @Nullable T result =
                isStored(answer)
                        ? ComplianceJson.MAPPER.readValue(stored(answer), type)
                        : ComplianceJson.MAPPER.treeToValue(answer, type);
        if (result == null) {
            throw new JsonParseException(null, "null is no " + type.getSimpleName());
        }
        return result;
    }

    private String stored(JsonNode answer) {
        String key = answer.path(STORED).textValue();
        return get(key).orElseThrow(
                        () -> new IllegalStateException("s3://" + bucket + "/" + key + " is gone"));
    }

    /// Writes an object.
    public void put(String key, String contentType, byte[] content) {
        s3.putObject(
                ask -> ask.bucket(bucket).key(key).contentType(contentType),
                RequestBody.fromBytes(content));
    }

    /// Writes an object, unless another one than was read is there by now.
    ///
    /// Source: S3 user guide, "How to prevent object overwrites with conditional writes".
    ///
    /// @param tag the tag of what was read; empty when nothing was there
    /// @throws S3Exception with the code PreconditionFailed or ConditionalRequestConflict otherwise
    void putInPlaceOf(Optional<String> tag, String key, String contentType, byte[] content) {
        s3.putObject(
                ask -> {
                    ask.bucket(bucket).key(key).contentType(contentType);
                    tag.ifPresentOrElse(ask::ifMatch, () -> ask.ifNoneMatch("*"));
                },
                RequestBody.fromBytes(content));
    }

    /// Opens an object to be read piece by piece; empty when there is none, as for [#get].
    public Optional<InputStream> open(String key) {
        try {
            return Optional.of(s3.getObject(ask -> ask.bucket(bucket).key(key)));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        }
    }

    /// An object with the tag that changes with its content.
    record Tagged(String text, String tag) {}

    /// Reads an object with its tag; empty when there is none, as for [#get].
    Optional<Tagged> getTagged(String key) {
        try {
            var object = s3.getObjectAsBytes(ask -> ask.bucket(bucket).key(key));
            return Optional.of(
                    new Tagged(
                            new String(object.asByteArrayUnsafe(), StandardCharsets.UTF_8),
                            object.response().eTag()));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        }
    }

    /// Reads an object as text; empty when there is none, which only somebody who may list the
    /// bucket is told.
    public Optional<String> get(String key) {
        return getTagged(key).map(Tagged::text);
    }
}
