package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// JSON objects as maps, and back. Reading is strict: a duplicate name or anything after the object
/// is an error, because the text would be read differently elsewhere.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final ObjectWriter LINES =
            MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    /// Reads one JSON object; the order of its fields is kept.
    ///
    /// @throws JsonProcessingException when the text is anything else
    public static Map<String, Object> object(String text) throws JsonProcessingException {
        Map<String, Object> object = MAPPER.readValue(text, OBJECT);
        if (object == null) {
            throw new JsonParseException(null, "null is not an object");
        }
        return object;
    }

    /// Reads a policy document as IAM returns it, percent-encoded, or plain as KMS and some
    /// emulators do.
    ///
    /// Source: IAM API reference, `GetPolicyVersion`: "URL-encoded JSON compliant with RFC 3986";
    /// KMS API reference, `GetKeyPolicy`.
    ///
    /// @throws IllegalStateException when AWS returned something else
    public static Map<String, Object> policy(String document) {
        try {
            return decoded(document);
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "AWS returned a policy document that is not JSON", malformed);
        }
    }

    /// The same, and empty when it is something else.
    static Optional<Map<String, Object>> readPolicy(String document) {
        try {
            return Optional.of(decoded(document));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> decoded(String document) throws JsonProcessingException {
        return object(
                document.stripLeading().startsWith("{")
                        ? document
                        : URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /// Writes a JSON value.
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a JSON value", impossible);
        }
    }

    /// Writes a JSON value in printable ASCII, for log lines and mails: there a name from outside
    /// could say more to a terminal than its reader sees.
    public static String line(Object value) {
        try {
            return LINES.writeValueAsString(value)
                    // The library takes this one for printable; it stands in texts only.
                    .replace("\u007f", "\\u007f");
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a JSON value", impossible);
        }
    }
}
