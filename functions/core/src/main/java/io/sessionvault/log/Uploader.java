package io.sessionvault.log;

/// Who uploaded an object, as far as it can be known.
public sealed interface Uploader {
    /// The event names the uploader.
    ///
    /// @param requester a 12-digit account or an AWS service principal
    record Named(String requester) implements Uploader {}

    /// The event should name the uploader and does not, so nobody can tell.
    record NotTold() implements Uploader {}

    /// No event is at hand: the object lies in the bucket, and S3 keeps no uploader with it. The
    /// uploader was judged when the object arrived and cannot be judged again.
    ///
    /// Source: S3 API reference, `HeadObject` and `ListObjectVersions`. With the bucket as the
    /// owner of every object the listed owner is the vault's own account.
    record NotKept() implements Uploader {}
}
