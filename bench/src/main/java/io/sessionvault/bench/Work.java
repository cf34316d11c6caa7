package io.sessionvault.bench;

/// What a variant asks of S3 for each log.
enum Work {
    /// Nothing.
    NONE(0),
    /// HeadObject.
    HEAD(1),
    /// HeadObject, and ListObjectVersions for an earlier version.
    CHECK(1);

    private final int heads;

    Work(int heads) {
        this.heads = heads;
    }

    int heads() {
        return heads;
    }
}
