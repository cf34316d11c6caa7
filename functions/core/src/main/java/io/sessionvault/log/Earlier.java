package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
    /// Versions of the same size, and nothing that shows that they came shortly before. The agent
    /// does this where its network loses the answers to several attempts; forging it is as easy.
    SAME_SIZE,
    /// Something else, be it a delete marker.
    SOMETHING_ELSE;

    /// Within so long the agent usually has sent again what it got no answer for: two attempts and
    /// the pause between them. There is no upper bound, as it waits for each answer and has up to
    /// five attempts of several each, so it may also come later.
    ///
    /// Source: amazon-ssm-agent, `s3util.go` and `backoffconfig.go`: attempts of the SDK and a
    /// backoff that begins with a tenth of a second.
    static final Duration SENT_AGAIN = Duration.ofMinutes(1);

    /// The agent sends nothing in parts that is not larger, in bytes.
    ///
    /// Source: amazon-ssm-agent, `s3manager/upload.go`, `MinUploadPartSize`.
    private static final long LARGEST_IN_ONE = 5L * 1024 * 1024;

    /// What it was, as a listing shows it. When an upload in parts was completed shows nowhere: its
    /// time is when it began, which is up to a week before.
    ///
    /// @param version a version
    /// @param before what the key held before it, in any order
    public static Earlier of(Version version, List<? extends Entry> before) {
        return of(
                version,
                before,
                earlier ->
                        !version.inParts()
                                && !earlier.inParts()
                                && isNear(version.lastModified(), earlier));
    }

    /// What it was when the version arrived.
    ///
    /// @param version the version
    /// @param arrived when its upload was completed; empty when nobody told
    /// @param before what the key held before it, in any order
    public static Earlier onArrival(
            Version version, Optional<Instant> arrived, List<? extends Entry> before) {
        return of(
                version,
                before,
                earlier ->
                        isOfTheAgent(version)
                                && isOfTheAgent(earlier)
                                && arrived.filter(time -> isNear(time, earlier)).isPresent());
    }

    private static Earlier of(
            Version version, List<? extends Entry> before, Predicate<Version> isSentAgain) {
        if (before.isEmpty()) {
            return NOTHING;
        }
        if (!before.stream().allMatch(entry -> isOfSameSize(version, entry))) {
            return SOMETHING_ELSE;
        }
        return before.stream().allMatch(entry -> isSentAgain.test((Version) entry))
                ? ALIKE
                : SAME_SIZE;
    }

    private static boolean isOfSameSize(Version version, Entry before) {
        return before instanceof Version earlier
                && earlier.size() != Version.UNTOLD
                && earlier.size() == version.size();
    }

    private static boolean isNear(Instant time, Version other) {
        return Duration.between(other.lastModified(), time).abs().compareTo(SENT_AGAIN) <= 0;
    }

    private static boolean isOfTheAgent(Version version) {
        return !version.inParts() || version.size() > LARGEST_IN_ONE;
    }
}
