package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<Listed> found = behindMarkers(bucket, listing, request);
        List<Listed> page = found.subList(0, Math.min(size, found.size()));
        ListObjectVersionsResponse.Builder response =
                ListObjectVersionsResponse.builder()
                        .name(bucket.name)
                        .prefix(listing.tell(listing.prefix()))
                        .keyMarker(listing.tell(request.keyMarker()))
                        .versionIdMarker(request.versionIdMarker())
                        .encodingType(request.encodingType())
                        .maxKeys(size)
                        .isTruncated(found.size() > size);
        if (found.size() > size && size > 0) {
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

    /// What comes behind the markers, one more than a page holds where there is as much: after the
    /// version that they name, or after the key when they name no version.
    private static List<Listed> behindMarkers(
            Bucket bucket, Listing listing, ListObjectVersionsRequest request) {
        String key = request.keyMarker();
        String version = request.versionIdMarker();
        if (version != null && key == null) {
            throw new AwsError(
                    "InvalidArgument",
                    400,
                    "A version-id marker cannot be specified without a key marker.");
        }
        var found = new ArrayList<Listed>();
        for (Map.Entry<String, List<ObjectVersion>> entry :
                listing.from(bucket.versions, key, version != null).entrySet()) {
            if (!listing.includes(entry.getKey()) || found.size() > listing.size()) {
                break;
            }
            List<ObjectVersion> all = entry.getValue();
            int from = version != null && entry.getKey().equals(key) ? after(all, version) : 0;
            for (int i = from; i < all.size() && found.size() <= listing.size(); i++) {
                found.add(new Listed(entry.getKey(), all.get(i), i == 0));
            }
        }
        return found;
    }

    /// Where the versions behind a marker begin; behind all when there is no such version.
    private static int after(List<ObjectVersion> all, String marker) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).versionId().equals(marker)) {
                return i + 1;
            }
        }
        return all.size();
    }
}
