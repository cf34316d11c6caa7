package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Objects come and go, each in one call.
final class ObjectWrites {
    static final String USUAL_TYPE = "binary/octet-stream";

    private final Buckets buckets;
    private final BucketAccess access;
    private final KeyUse keys;
    private final Ids ids;
    private final Arrivals arrivals;

    ObjectWrites(Buckets buckets, BucketAccess access, KeyUse keys, Ids ids, Arrivals arrivals) {
        this.buckets = buckets;
        this.access = access;
        this.keys = keys;
        this.ids = ids;
        this.arrivals = arrivals;
    }

    void register(Operations operations) {
        operations
                .on(
                        PutObjectRequest.class,
                        (call, ask) -> access.write(call, ask.bucket(), ask.key()),
                        this::put,
                        "WriteOffsetBytes",
                        "ObjectLockMode",
                        "ObjectLockRetainUntilDate",
                        "ObjectLockLegalHoldStatus",
                        "Tagging")
                .on(
                        CopyObjectRequest.class,
                        this::toCopy,
                        this::copy,
                        "CopySourceIfMatch",
                        "CopySourceIfNoneMatch",
                        "CopySourceIfModifiedSince",
                        "CopySourceIfUnmodifiedSince",
                        "CopySourceSSECustomerAlgorithm",
                        "Tagging")
                .on(DeleteObjectRequest.class, this::toDelete, this::delete, "IfMatch", "MFA");
    }

    private List<Permission> toCopy(Call call, CopyObjectRequest request) {
        var source = Source.of(call);
        var needed =
                new ArrayList<>(
                        access.read(
                                call,
                                source.bucket(),
                                source.key(),
                                source.versionId(),
                                "s3:GetObject"));
        needed.addAll(access.write(call, request.destinationBucket(), request.destinationKey()));
        return needed;
    }

    private List<Permission> toDelete(Call call, DeleteObjectRequest request) {
        String action = request.versionId() == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
        var needed = new ArrayList<>(access.object(call, action, request.bucket(), request.key()));
        if (Boolean.TRUE.equals(request.bypassGovernanceRetention())) {
            needed.addAll(
                    access.object(
                            call, "s3:BypassGovernanceRetention", request.bucket(), request.key()));
        }
        return needed;
    }

    /// Source: S3 user guide, "How to prevent object overwrites with conditional writes": a delete
    /// marker as the current version counts as no object.
    private static void checkCurrent(Bucket bucket, PutObjectRequest request) {
        Optional<String> tag =
                bucket.current(request.key())
                        .flatMap(version ->
                                version instanceof ObjectVersion.Stored stored
                                        ? Optional.of(stored.etag())
                                        : Optional.empty());
        if (request.ifMatch() != null && tag.isEmpty()) {
            throw new AwsError("NoSuchKey", 404, "The specified key does not exist.");
        }
        boolean isOther =
                request.ifMatch() != null
                        && !tag.filter(etag -> Digests.isSame(etag, request.ifMatch())).isPresent();
        if (isOther || (request.ifNoneMatch() != null && tag.isPresent())) {
            throw new AwsError("PreconditionFailed", 412, "A pre-condition did not hold");
        }
    }

    private PutObjectResponse put(Call call, PutObjectRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        checkAcl(request.acl());
        checkDigest(call, bucket);
        checkCurrent(bucket, request);
        Encryption encryption =
                keys.encrypt(call, bucket, request.key(), EncryptionWish.of(request));
        SdkBytes content = call.http().body();
        var stored =
                new ObjectVersion.Stored(
                        bucket.nextVersionId(ids.token(32)),
                        call.now(),
                        content,
                        Digests.etag(content),
                        Optional.ofNullable(request.contentType()).orElse(USUAL_TYPE),
                        request.metadata(),
                        encryption);
        bucket.add(request.key(), stored);
        arrivals.tell(call, bucket, request.key(), stored, "PutObject");
        return PutObjectResponse.builder()
                .eTag(stored.etag())
                .versionId(bucket.told(stored.versionId()))
                .serverSideEncryption(encryption.algorithm().orElse(null))
                .ssekmsKeyId(encryption.keyArn().orElse(null))
                .bucketKeyEnabled(encryption.usesBucketKey() ? true : null)
                .sseCustomerAlgorithm(request.sseCustomerAlgorithm())
                .sseCustomerKeyMD5(request.sseCustomerKeyMD5())
                .build();
    }

    /// A bucket that holds what comes takes it only with a digest: of the content, or of a checksum
    /// that the SDK sends behind it.
    ///
    /// Source: S3 API reference, `PutObject`; amazon-ssm-agent#682.
    private static void checkDigest(Call call, Bucket bucket) {
        boolean hasDigest =
                call.http().headers().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name ->
                                name.equals("content-md5")
                                        || name.startsWith("x-amz-checksum-")
                                        || name.equals("x-amz-trailer"));
        if (bucket.hasDefaultRetention() && !hasDigest) {
            throw new AwsError(
                    "InvalidRequest",
                    400,
                    "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests"
                            + " with Object Lock parameters");
        }
    }

    private CopyObjectResponse copy(Call call, CopyObjectRequest request) {
        Bucket bucket = buckets.find(call, request.destinationBucket());
        checkAcl(request.acl());
        ObjectVersion.Stored source = source(call);
        boolean replace = request.metadataDirective() == MetadataDirective.REPLACE;
        Encryption encryption =
                keys.encrypt(call, bucket, request.destinationKey(), EncryptionWish.of(request));
        Map<String, String> metadata = replace ? request.metadata() : source.metadata();
        var stored =
                new ObjectVersion.Stored(
                        bucket.nextVersionId(ids.token(32)),
                        call.now(),
                        source.content(),
                        Digests.etag(source.content()),
                        replace
                                ? Optional.ofNullable(request.contentType()).orElse(USUAL_TYPE)
                                : source.contentType(),
                        metadata,
                        encryption);
        bucket.add(request.destinationKey(), stored);
        arrivals.tell(call, bucket, request.destinationKey(), stored, "CopyObject");
        return CopyObjectResponse.builder()
                .copyObjectResult(r -> r.eTag(stored.etag()).lastModified(stored.time()))
                .versionId(bucket.told(stored.versionId()))
                .serverSideEncryption(encryption.algorithm().orElse(null))
                .ssekmsKeyId(encryption.keyArn().orElse(null))
                .bucketKeyEnabled(encryption.usesBucketKey() ? true : null)
                .build();
    }

    private ObjectVersion.Stored source(Call call) {
        Source source = Source.of(call);
        Bucket bucket = buckets.findSource(call, source.bucket());
        ObjectVersion.Stored stored = ObjectReads.find(bucket, source.key(), source.versionId());
        keys.decrypt(call, bucket, source.key(), stored.encryption());
        return stored;
    }

    /// What a copy is made of.
    private record Source(String bucket, String key, @Nullable String versionId) {
        private static final Pattern FORM =
                Pattern.compile("/?([^/]+)/([^?]+)(\\?versionId=(.+))?", Pattern.DOTALL);

        /// Reads it from the request.
        static Source of(Call call) {
            Matcher form = FORM.matcher(call.http().header("x-amz-copy-source").orElse(""));
            if (!form.matches()) {
                throw new AwsError(
                        "InvalidArgument",
                        400,
                        "Copy Source must mention the source bucket and key");
            }
            return new Source(decode(form.group(1)), decode(form.group(2)), form.group(4));
        }

        private static String decode(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }

    private DeleteObjectResponse delete(Call call, DeleteObjectRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        String key = request.key();
        if (request.versionId() != null) {
            return deleteVersion(call, bucket, request);
        }
        if (bucket.versioning.isEmpty()) {
            bucket.current(key).ifPresent(current -> bucket.remove(key, current));
            return DeleteObjectResponse.builder().build();
        }
        var marker =
                new ObjectVersion.DeleteMarker(bucket.nextVersionId(ids.token(32)), call.now());
        bucket.add(key, marker);
        return DeleteObjectResponse.builder()
                .deleteMarker(true)
                .versionId(marker.versionId())
                .build();
    }

    private static DeleteObjectResponse deleteVersion(
            Call call, Bucket bucket, DeleteObjectRequest request) {
        String key = request.key();
        String versionId = request.versionId();
        var response = DeleteObjectResponse.builder().versionId(versionId);
        Optional<ObjectVersion> found = bucket.version(key, versionId);
        boolean bypasses = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        if (found.isPresent()) {
            if (found.get() instanceof ObjectVersion.Stored stored
                    && bucket.isLocked(stored.time(), call.now(), bypasses)) {
                throw new AwsError(
                        "AccessDenied",
                        403,
                        "Access Denied because object protected by object lock.");
            }
            bucket.remove(key, found.get());
            if (found.get() instanceof ObjectVersion.DeleteMarker) {
                response.deleteMarker(true);
            }
        }
        return response.build();
    }

    /// New buckets enforce the bucket owner as the owner of every object and take no other list than this one.
    ///
    /// Source: S3 user guide, "Controlling ownership of objects and disabling ACLs for your bucket".
    static void checkAcl(@Nullable ObjectCannedACL acl) {
        if (acl != null && acl != ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL) {
            throw new AwsError(
                    "AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }
    }
}
