package io.sessionvault.vault;

/// Who can shorten a log's retention, as the parameter `ObjectLock` says it.
public enum ObjectLock {
    /// Nothing is locked.
    NONE,
    /// Whoever may bypass it.
    GOVERNANCE,
    /// Nobody.
    COMPLIANCE;

    /// Tells whether the bucket refuses logs that come without a checksum.
    ///
    /// Source: S3 API reference, `PutObject`: a checksum is required where a retention period is
    /// configured by Object Lock.
    public boolean needsChecksums() {
        return this != NONE;
    }
}
