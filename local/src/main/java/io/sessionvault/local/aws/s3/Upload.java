package io.sessionvault.local.aws.s3;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/// A multipart upload that is under way.
///
/// @param key the key it will have
/// @param contentType the media type
/// @param metadata the caller's own metadata
/// @param encryption how it will be encrypted
/// @param parts the parts so far by number
record Upload(
        String key,
        String contentType,
        Map<String, String> metadata,
        Encryption encryption,
        TreeMap<Integer, Part> parts) {
    /// One part.
    ///
    /// @param content the bytes
    /// @param etag the entity tag with its quotes
    record Part(SdkBytes content, String etag) {}
}
