package io.sessionvault.log;

import java.util.Optional;

/// What could be learned of an object by asking the bucket.
public sealed interface ObjectState {
    /// The object is there.
    ///
    /// @param size in bytes
    /// @param algorithm the server-side encryption as S3 names it: `AES256`, `aws:kms`,
    ///     `aws:kms:dsse`, ...
    /// @param kmsKey the key S3 reports, normally a full ARN; empty when it reports none
    /// @param earlier what the same key held before this version
    record Stored(long size, String algorithm, Optional<String> kmsKey, Earlier earlier)
            implements ObjectState {}

    /// The object is gone and a delete marker says why.
    record Deleted() implements ObjectState {}

    /// The version was listed a moment ago and is there no more: only the lifecycle may remove one.
    record Vanished() implements ObjectState {}

    /// It could not be learned.
    ///
    /// @param reason what stood in the way, for the person who looks at the message later
    /// @param mayPass whether the same question may be answered a moment later: the store was busy or
    ///     did not answer, as opposed to one that refuses
    record Unknown(String reason, boolean mayPass) implements ObjectState {}
}
