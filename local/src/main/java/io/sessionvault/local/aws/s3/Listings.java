package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.ObjectVersionStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Listings of a bucket, cut into pages. Delimiters are not implemented.
final class Listings {
    private static final int MOST_KEYS = 1000;

    private record Listed(String key, ObjectVersion version, boolean isLatest) {}

    private final Buckets buckets;

    Listings(Buckets buckets) {
        this.buckets = buckets;
    }

    void register(Operations operations) {
        operations
                .on(
                        ListObjectsV2Request.class,
                        this::objects,
                        "Delimiter",
                        "OptionalObjectAttributes")
                .on(
                        ListObjectVersionsRequest.class,
                        this::versions,
                        "Delimiter",
                        "OptionalObjectAttributes");
    }

    private ListObjectsV2Response objects(Call call, ListObjectsV2Request request) {
        Bucket bucket = buckets.find(call, request.bucket());
        int size = size(request.maxKeys());
        String after =
                request.continuationToken() == null
                        ? request.startAfter()
                        : key(request.continuationToken());
        UnaryOperator<@Nullable String> coded = coding(request.encodingType());
        var found = new ArrayList<S3Object>();
        String last = null;
        boolean more = false;
        for (Map.Entry<String, List<ObjectVersion>> entry : from(bucket, after).entrySet()) {
            if (starts(entry.getKey(), request.prefix())
                    && entry.getValue().getFirst() instanceof ObjectVersion.Stored stored) {
                if (found.size() == size) {
                    more = true;
                    break;
                }
                last = entry.getKey();
                found.add(
                        S3Object.builder()
                                .key(coded.apply(last))
                                .size(stored.size())
                                .eTag(stored.etag())
                                .lastModified(stored.time())
                                .storageClass(ObjectStorageClass.STANDARD)
                                .build());
            }
        }
        return ListObjectsV2Response.builder()
                .name(bucket.name)
                .prefix(coded.apply(Optional.ofNullable(request.prefix()).orElse("")))
                .startAfter(coded.apply(request.startAfter()))
                .encodingType(request.encodingType())
                .continuationToken(request.continuationToken())
                .maxKeys(size)
                .keyCount(found.size())
                .contents(found)
                .isTruncated(more)
                .nextContinuationToken(more && last != null ? token(last) : null)
                .build();
    }

    private ListObjectVersionsResponse versions(Call call, ListObjectVersionsRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        int size = size(request.maxKeys());
        List<Listed> rest = rest(bucket, request);
        List<Listed> page = rest.subList(0, Math.min(size, rest.size()));
        UnaryOperator<@Nullable String> coded = coding(request.encodingType());
        ListObjectVersionsResponse.Builder response =
                ListObjectVersionsResponse.builder()
                        .name(bucket.name)
                        .prefix(coded.apply(Optional.ofNullable(request.prefix()).orElse("")))
                        .keyMarker(coded.apply(request.keyMarker()))
                        .versionIdMarker(request.versionIdMarker())
                        .encodingType(request.encodingType())
                        .maxKeys(size)
                        .isTruncated(rest.size() > size);
        if (rest.size() > size && size > 0) {
            response.nextKeyMarker(coded.apply(page.getLast().key()))
                    .nextVersionIdMarker(page.getLast().version().versionId());
        }
        var objects = new ArrayList<software.amazon.awssdk.services.s3.model.ObjectVersion>();
        var markers = new ArrayList<DeleteMarkerEntry>();
        for (Listed listed : page) {
            switch (listed.version()) {
                case ObjectVersion.Stored stored ->
                        objects.add(shape(listed, stored, coded.apply(listed.key())));
                case ObjectVersion.DeleteMarker marker ->
                        markers.add(
                                DeleteMarkerEntry.builder()
                                        .key(coded.apply(listed.key()))
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
    private static List<Listed> rest(Bucket bucket, ListObjectVersionsRequest request) {
        var all = new ArrayList<Listed>();
        bucket.versions.forEach((key, versions) -> {
            if (starts(key, request.prefix())) {
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

    private static NavigableMap<String, List<ObjectVersion>> from(
            Bucket bucket, @Nullable String after) {
        return after == null ? bucket.versions : bucket.versions.tailMap(after, false);
    }

    private static boolean starts(String key, @Nullable String prefix) {
        return prefix == null || key.startsWith(prefix);
    }

    private static int size(@Nullable Integer maxKeys) {
        return maxKeys == null ? MOST_KEYS : Math.clamp(maxKeys, 0, MOST_KEYS);
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw new AwsError(
                    "InvalidArgument", 400, "The continuation token provided is incorrect");
        }
    }

    private static UnaryOperator<@Nullable String> coding(@Nullable EncodingType type) {
        return type == EncodingType.URL
                ? text -> text == null ? null : URLEncoder.encode(text, StandardCharsets.UTF_8)
                : text -> text;
    }
}
