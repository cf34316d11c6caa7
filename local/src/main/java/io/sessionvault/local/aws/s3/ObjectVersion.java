package io.sessionvault.local.aws.s3;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/// One version of one key: an object, or the mark that it was deleted.
sealed interface ObjectVersion {
    /// The version's id; `null` in text for what came while versioning was off.
    String versionId();

    /// When it came.
    Instant time();

    /// An object.
    ///
    /// @param content the bytes
    /// @param etag the entity tag with its quotes
    /// @param contentType the media type
    /// @param metadata the caller's own metadata, names in lower case
    /// @param encryption how it is encrypted
    record Stored(
            String versionId,
            Instant time,
            SdkBytes content,
            String etag,
            String contentType,
            Map<String, String> metadata,
            Encryption encryption)
            implements ObjectVersion {

        /// The size in bytes.
        long size() {
            return content.asByteArrayUnsafe().length;
        }
    }

    /// A delete marker.
    record DeleteMarker(String versionId, Instant time) implements ObjectVersion {}
}
