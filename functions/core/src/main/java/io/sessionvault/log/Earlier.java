package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Duration;
import java.util.List;

/// What a key held before a version came.
///
/// Whether two versions hold the same bytes cannot be told without reading them: under SSE-KMS the
/// ETag is no digest, and for a checksum S3 asks for the right to decrypt.
///
/// Source: S3 API reference, `Object`, `ETag`, and `HeadObject`, `ChecksumMode`.
public enum Earlier {
    /// Nothing.
    NOTHING,
    /// Versions of the same size shortly before: the agent may have sent again what it got no
    /// answer for. Somebody who replaces a log at once, and keeps its size, looks the same.
    ALIKE,
    /// Something else, be it a delete marker.
    SOMETHING_ELSE;

    /// Within so long the agent has sent again what it is going to.
    ///
    /// Source: amazon-ssm-agent, `s3util.go` and `backoffconfig.go`: attempts of the SDK and a
    /// backoff that begins with a tenth of a second.
    static final Duration SENT_AGAIN = Duration.ofMinutes(1);

    /// What it was.
    ///
    /// @param version a version
    /// @param before what the key held before it, in any order
    public static Earlier of(Version version, List<? extends Entry> before) {
        if (before.isEmpty()) {
            return NOTHING;
        }
        return before.stream().allMatch(entry -> isAlike(version, entry)) ? ALIKE : SOMETHING_ELSE;
    }

    private static boolean isAlike(Version version, Entry before) {
        return before instanceof Version earlier
                && earlier.size() != Version.UNTOLD
                && earlier.size() == version.size()
                && !version.lastModified().isAfter(earlier.lastModified().plus(SENT_AGAIN));
    }
}
