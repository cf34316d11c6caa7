package io.sessionvault.log;

import java.util.Optional;

/// What the bucket's event tells about an object that arrived.
///
/// Source: S3 user guide, "EventBridge event message structure": the key is verbatim, not
/// URL-encoded.
///
/// @param bucket the bucket's name
/// @param key the object's key, verbatim
/// @param versionId the version that arrived; empty in a bucket without versions
/// @param requester the 12-digit account or the AWS service principal that wrote it; empty when the
///     event does not say
/// @param reason the operation: `PutObject`, `POST Object`, `CopyObject` or
///     `CompleteMultipartUpload`
/// @param requestId the id of the request that wrote it, as CloudTrail has it; empty when the event
///     does not say
public record Arrival(
        String bucket,
        String key,
        Optional<String> versionId,
        Optional<String> requester,
        String reason,
        Optional<String> requestId) {}
