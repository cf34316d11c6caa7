package io.sessionvault.log;

import java.time.Instant;
import java.util.Optional;

/// What the bucket's event tells about an object that arrived.
///
/// Source: S3 user guide, "EventBridge event message structure": the key is verbatim, not
/// URL-encoded.
///
/// @param object the version that arrived
/// @param reason the operation: `PutObject`, `POST Object`, `CopyObject` or
///     `CompleteMultipartUpload`
/// @param requestId the id of the request that wrote it, as CloudTrail has it; empty when the event
///     does not say
/// @param at when it arrived; empty when the event does not say
public record Arrival(
        LogObject object, String reason, Optional<String> requestId, Optional<Instant> at) {}
