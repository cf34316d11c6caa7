package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/// What callers have to be allowed about buckets and objects: by their own policies or the
/// bucket's, and by both where the bucket is another account's.
///
/// Source: S3 user guide, "Required permissions for Amazon S3 API operations"; Service
/// authorization reference, "Condition keys for Amazon S3".
final class BucketAccess {
    private static final String ACL = "x-amz-acl";

    /// Headers of an upload that are condition keys under the same name.
    private static final List<String> STATED =
            List.of(
                    ACL,
                    "x-amz-server-side-encryption",
                    "x-amz-server-side-encryption-aws-kms-key-id",
                    "x-amz-server-side-encryption-customer-algorithm",
                    "x-amz-storage-class",
                    "x-amz-copy-source");

    private final Buckets buckets;

    BucketAccess(Buckets buckets) {
        this.buckets = buckets;
    }

    /// An action on a bucket.
    <Q extends SdkRequest> Authorization<Q> toBucket(String action, Function<Q, String> bucket) {
        return (call, request) -> bucket(call, action, bucket.apply(request), Map.of());
    }

    /// The permission to list a bucket, as the condition keys about the listing see it.
    List<Permission> list(Call call, String action, String bucket, @Nullable String prefix) {
        return bucket(
                call, action, bucket, prefix == null ? Map.of() : Map.of("s3:prefix", prefix));
    }

    /// The permission to look at an object, or at one of its versions.
    List<Permission> read(
            Call call, String bucket, String key, @Nullable String versionId, String action) {
        return versionId == null
                ? object(call, action, bucket, key, Map.of())
                : object(call, action + "Version", bucket, key, Map.of("s3:versionid", versionId));
    }

    /// The permission to begin an upload; with an access control list that for the list, too.
    List<Permission> write(Call call, String bucket, String key) {
        var stated = new TreeMap<String, String>();
        for (String header : STATED) {
            call.http().header(header).ifPresent(value -> stated.put("s3:" + header, value));
        }
        var needed = new ArrayList<>(object(call, "s3:PutObject", bucket, key, stated));
        if (call.http().header(ACL).isPresent()) {
            needed.addAll(object(call, "s3:PutObjectAcl", bucket, key, stated));
        }
        return needed;
    }

    /// The permission to do something about an object.
    List<Permission> object(Call call, String action, String bucket, String key) {
        return object(call, action, bucket, key, Map.of());
    }

    /// Lets those know that something is absent who may list the bucket; to all others S3 says 403.
    ///
    /// Source: S3 API reference, `HeadObject`, "Permissions".
    void requireToKnowOfAbsence(Call call, Bucket bucket) {
        bucket(call, "s3:ListBucket", bucket.name, Map.of()).forEach(call::require);
    }

    private List<Permission> bucket(
            Call call, String action, String bucket, Map<String, String> context) {
        return permission(call, action, bucket, "arn:aws:s3:::" + bucket, context);
    }

    private List<Permission> object(
            Call call, String action, String bucket, String key, Map<String, String> context) {
        return permission(call, action, bucket, "arn:aws:s3:::" + bucket + "/" + key, context);
    }

    /// Nothing for a bucket of another Region, to which the caller is redirected whoever it is.
    private List<Permission> permission(
            Call call, String action, String name, String arn, Map<String, String> context) {
        Permission plain = Permission.of(action, arn).with(context);
        Optional<Bucket> found = buckets.existing(name);
        if (found.isEmpty()) {
            return List.of(plain);
        }
        Bucket bucket = found.get();
        if (!bucket.region.equals(call.region())) {
            return List.of();
        }
        boolean isForeign = !bucket.owner.equals(call.account());
        Permission owned = plain.ownedBy(bucket.owner).with("s3:ResourceAccount", bucket.owner);
        return List.of(
                bucket.policy
                        .map(policy -> owned.under(new ResourcePolicy(policy, isForeign)))
                        .orElse(owned));
    }
}
