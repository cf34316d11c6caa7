package io.sessionvault.aws;

import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.KeyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/// Lists a bucket's keys with all their versions and delete markers.
///
/// Source: S3 API reference, `ListObjectVersions`: keys in UTF-8 order, the newest version of a key
/// first, 1,000 entries a page.
public final class VersionReader {
    private final S3Client s3;
    private final String bucket;

    /// @param s3 a client in the bucket's Region, from [OwnBuckets]: its keys come encoded
    /// @param bucket the bucket's name
    public VersionReader(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// Takes the keys one by one.
    @FunctionalInterface
    public interface Visitor {
        /// Takes a key with all that is listed of it, and tells whether to go on.
        boolean visit(KeyHistory history);
    }

    /// One line of the listing.
    private record Listed(String key, boolean isLatest, KeyHistory.Entry entry) {
        static Listed of(ObjectVersion version) {
            return new Listed(
                    version.key(),
                    Boolean.TRUE.equals(version.isLatest()),
                    new KeyHistory.Version(
                            version.versionId(),
                            version.lastModified(),
                            Objects.requireNonNullElse(version.size(), KeyHistory.Version.UNTOLD),
                            KeyHistory.Version.isOfParts(
                                    Objects.requireNonNullElse(version.eTag(), ""))));
        }

        static Listed of(DeleteMarkerEntry marker) {
            return new Listed(
                    marker.key(),
                    Boolean.TRUE.equals(marker.isLatest()),
                    new KeyHistory.DeleteMarker(marker.versionId(), marker.lastModified()));
        }

        Instant lastModified() {
            return entry.lastModified();
        }
    }

    /// Shows the bucket's keys one by one, for as long as the visitor goes on.
    ///
    /// @param after the key behind which to begin; an empty text for the bucket's first
    /// @param visitor takes the keys
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer
    public void keys(String after, Visitor visitor) {
        List<Listed> open = new ArrayList<>();
        Iterator<ListObjectVersionsResponse> pages =
                s3.listObjectVersionsPaginator(
                                ask -> {
                                    ask.bucket(bucket);
                                    if (!after.isEmpty()) {
                                        ask.keyMarker(after);
                                    }
                                })
                        .iterator();
        while (pages.hasNext()) {
            ListObjectVersionsResponse page = EncodedKeys.read(pages::next);
            for (Listed listed : lines(page)) {
                if (!open.isEmpty() && !open.getFirst().key().equals(listed.key())) {
                    if (!visitor.visit(history(open))) {
                        return;
                    }
                    open.clear();
                }
                open.add(listed);
            }
        }
        if (!open.isEmpty()) {
            visitor.visit(history(open));
        }
    }

    /// The SDK gives a page's versions and markers apart.
    private static List<Listed> lines(ListObjectVersionsResponse page) {
        return Stream.concat(
                        page.deleteMarkers().stream().map(Listed::of),
                        page.versions().stream().map(Listed::of))
                .sorted((one, other) -> KeyOrder.compare(one.key(), other.key()))
                .toList();
    }

    /// Times are whole seconds. Within one second a marker follows the version that it hides, and
    /// versions keep the listing's order.
    private static KeyHistory history(List<Listed> lines) {
        return new KeyHistory(
                lines.getFirst().key(),
                lines.stream()
                        .sorted(
                                Comparator.comparing(Listed::isLatest)
                                        .thenComparing(Listed::lastModified)
                                        .reversed())
                        .map(Listed::entry)
                        .toList());
    }
}
