package io.sessionvault.bench.plain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/// S3's event "Object Created".
///
/// @param detail what was created
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectEvent(Detail detail) {
    /// The event's own part.
    ///
    /// @param bucket the bucket
    /// @param object the object
    /// @param requester who wrote it
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Detail(Bucket bucket, StoredObject object, String requester) {}

    /// The bucket.
    ///
    /// @param name its name
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bucket(String name) {}

    /// The object.
    ///
    /// @param key its key
    /// @param versionId its version
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoredObject(String key, @JsonProperty("version-id") String versionId) {}
}
