package io.sessionvault.preferences;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the sessions of a document are logged and with which key they are encrypted, as far as it
/// says so in literal texts.
///
/// @param bucket the bucket's name; empty when it names none
/// @param logs the bucket's name, a slash and the key of a log below the document's prefix; empty
///     when it names no bucket
/// @param key the session key as it is written; empty when it names none
/// @param isCertain whether nothing of this is left to a parameter
public record NamedPlaces(
        Optional<String> bucket, Optional<String> logs, Optional<String> key, boolean isCertain) {
    /// Reads a document.
    ///
    /// @param content the document, as parsed JSON
    public static NamedPlaces of(Map<String, Object> content) {
        Map<?, ?> inputs = content.get("inputs") instanceof Map<?, ?> fields ? fields : Map.of();
        Optional<String> bucket = text(inputs, "s3BucketName");
        String prefix = text(inputs, "s3KeyPrefix").orElse("");
        return new NamedPlaces(
                bucket,
                bucket.map(name -> name + "/" + under(AgentReading.clean(prefix)) + "any.log"),
                text(inputs, "kmsKeyId"),
                !prefix.contains("..")
                        && Stream.of("s3BucketName", "s3KeyPrefix", "kmsKeyId")
                                .allMatch(name -> isLiteral(inputs.get(name))));
    }

    private static String under(String prefix) {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /// Parameters of the document and of Parameter Store stand in double braces.
    private static boolean isLiteral(@Nullable Object value) {
        return !(value instanceof String text) || !text.contains("{{");
    }

    private static Optional<String> text(Map<?, ?> inputs, String name) {
        return inputs.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
