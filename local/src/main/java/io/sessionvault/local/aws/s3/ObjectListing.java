package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/// ListObjectsV2: the current objects of a bucket, page by page.
final class ObjectListing {
    private final Buckets buckets;

    ObjectListing(Buckets buckets) {
        this.buckets = buckets;
    }

    void register(Operations operations, BucketAccess access) {
        operations.on(
                ListObjectsV2Request.class,
                (call, ask) -> access.list(call, "s3:ListBucket", ask.bucket(), ask.prefix()),
                this::list,
                "OptionalObjectAttributes");
    }

    private ListObjectsV2Response list(Call call, ListObjectsV2Request request) {
        Bucket bucket = buckets.find(call, request.bucket());
        var listing = Listing.of(request.prefix(), request.maxKeys(), request.encodingType());
        Optional<String> token =
                Optional.ofNullable(request.continuationToken()).map(ObjectListing::decode);
        String after = token.orElse(request.startAfter());
        var objects = new ArrayList<S3Object>();
        var groups = new ArrayList<CommonPrefix>();
        String last = token.orElse("");
        boolean more = false;
        for (Map.Entry<String, List<ObjectVersion>> entry :
                listing.from(bucket.versions, after, false).entrySet()) {
            String key = entry.getKey();
            if (!listing.includes(key)) {
                break;
            }
            String group = group(key, listing.prefix(), request.delimiter());
            if (last.equals(group)
                    || !(entry.getValue().getFirst() instanceof ObjectVersion.Stored stored)) {
                continue;
            }
            if (objects.size() + groups.size() == listing.size()) {
                more = true;
                break;
            }
            if (group == null) {
                objects.add(shape(listing, key, stored));
            } else {
                groups.add(CommonPrefix.builder().prefix(listing.tell(group)).build());
            }
            last = group == null ? key : group;
        }
        return ListObjectsV2Response.builder()
                .name(bucket.name)
                .prefix(listing.tell(listing.prefix()))
                .delimiter(listing.tell(request.delimiter()))
                .startAfter(listing.tell(request.startAfter()))
                .encodingType(request.encodingType())
                .continuationToken(request.continuationToken())
                .maxKeys(listing.size())
                .keyCount(objects.size() + groups.size())
                .contents(objects)
                .commonPrefixes(groups)
                .isTruncated(more)
                .nextContinuationToken(more ? encode(last) : null)
                .build();
    }

    private static S3Object shape(Listing listing, String key, ObjectVersion.Stored stored) {
        return S3Object.builder()
                .key(listing.tell(key))
                .size(stored.size())
                .eTag(stored.etag())
                .lastModified(stored.time())
                .storageClass(ObjectStorageClass.STANDARD)
                .build();
    }

    /// The prefix under which a key is summed up; null when it stands for itself.
    private static @Nullable String group(String key, String prefix, @Nullable String delimiter) {
        int at = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
        return delimiter == null || at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw new AwsError(
                    "InvalidArgument", 400, "The continuation token provided is incorrect");
        }
    }
}
