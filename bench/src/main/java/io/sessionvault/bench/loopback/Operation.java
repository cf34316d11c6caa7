package io.sessionvault.bench.loopback;

/// What the loopback server can be asked.
public enum Operation {
    /// S3, the metadata of an object.
    HEAD_OBJECT,
    /// S3, an object's content.
    GET_OBJECT,
    /// S3, an object is written.
    PUT_OBJECT,
    /// S3, the keys of a bucket.
    LIST_OBJECTS,
    /// S3, the versions of a bucket, or of one key.
    LIST_OBJECT_VERSIONS,
    /// Organizations, the accounts.
    LIST_ACCOUNTS,
    /// EventBridge, events are published.
    PUT_EVENTS,
    /// Anything else, which is refused.
    OTHER
}
