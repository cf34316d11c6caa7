package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersionStorageClass;

/// ListObjectVersions: every version of every key, page by page, the newest of a key first.
final class VersionListing {
    private record Listed(String key, ObjectVersion version, boolean isLatest) {}

    private final Buckets buckets;

    VersionListing(Buckets buckets) {
        this.buckets = buckets;
    }

    void register(Operations operations, BucketAccess access) {
        operations.on(
                ListObjectVersionsRequest.class,
                (call, ask) ->
                        access.list(call, "s3:ListBucketVersions", ask.bucket(), ask.prefix()),
                this::list,
                "Delimiter",
                "OptionalObjectAttributes");
    }

    private ListObjectVersionsResponse list(Call call, ListObjectVersionsRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        var listing = Listing.of(request.prefix(), request.maxKeys(), request.encodingType());
        int size = listing.size();
        List<Listed> rest = rest(bucket, listing, request);
        List<Listed> page = rest.subList(0, Math.min(size, rest.size()));
        ListObjectVersionsResponse.Builder response =
                ListObjectVersionsResponse.builder()
                        .name(bucket.name)
                        .prefix(listing.tell(listing.prefix()))
                        .keyMarker(listing.tell(request.keyMarker()))
                        .versionIdMarker(request.versionIdMarker())
                        .encodingType(request.encodingType())
                        .maxKeys(size)
                        .isTruncated(rest.size() > size);
        if (rest.size() > size && size > 0) {
            response.nextKeyMarker(listing.tell(page.getLast().key()))
                    .nextVersionIdMarker(page.getLast().version().versionId());
        }
        var objects = new ArrayList<software.amazon.awssdk.services.s3.model.ObjectVersion>();
        var markers = new ArrayList<DeleteMarkerEntry>();
        for (Listed listed : page) {
            switch (listed.version()) {
                case ObjectVersion.Stored stored ->
                        objects.add(shape(listed, stored, listing.tell(listed.key())));
                case ObjectVersion.DeleteMarker marker ->
                        markers.add(
                                DeleteMarkerEntry.builder()
                                        .key(listing.tell(listed.key()))
                                        .versionId(marker.versionId())
                                        .isLatest(listed.isLatest())
                                        .lastModified(marker.time())
                                        .build());
            }
        }
        return response.versions(objects).deleteMarkers(markers).build();
    }

    private static software.amazon.awssdk.services.s3.model.ObjectVersion shape(
            Listed listed, ObjectVersion.Stored stored, @Nullable String key) {
        return software.amazon.awssdk.services.s3.model.ObjectVersion.builder()
                .key(key)
                .versionId(stored.versionId())
                .isLatest(listed.isLatest())
                .lastModified(stored.time())
                .eTag(stored.etag())
                .size(stored.size())
                .storageClass(ObjectVersionStorageClass.STANDARD)
                .build();
    }

    /// Everything behind the markers: after the version they name, or after the key when they name no version.
    private static List<Listed> rest(
            Bucket bucket, Listing listing, ListObjectVersionsRequest request) {
        var all = new ArrayList<Listed>();
        bucket.versions.forEach((key, versions) -> {
            if (listing.includes(key)) {
                versions.forEach(v -> all.add(new Listed(key, v, v.equals(versions.getFirst()))));
            }
        });
        String key = request.keyMarker();
        String version = request.versionIdMarker();
        if (version != null && key == null) {
            throw new AwsError(
                    "InvalidArgument",
                    400,
                    "A version-id marker cannot be specified without a key marker.");
        }
        if (key == null) {
            return all;
        }
        var keys = bucket.versions.comparator();
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            Listed listed = all.get(i);
            boolean isBefore = keys.compare(listed.key(), key) < 0;
            boolean isMarked =
                    listed.key().equals(key)
                            && (version == null || isUpTo(bucket, listed, version));
            if (isBefore || isMarked) {
                from = i + 1;
            }
        }
        return all.subList(from, all.size());
    }

    private static boolean isUpTo(Bucket bucket, Listed listed, String version) {
        List<ObjectVersion> all = bucket.versions.getOrDefault(listed.key(), List.of());
        int marked = 0;
        while (marked < all.size() && !all.get(marked).versionId().equals(version)) {
            marked++;
        }
        return all.indexOf(listed.version()) <= marked;
    }
}
