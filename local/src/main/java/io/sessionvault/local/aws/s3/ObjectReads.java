package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Reading one object.
///
/// Source: S3 API reference, "HeadObject" and "GetObject".
final class ObjectReads {
    private static final String DELETE_MARKER = "x-amz-delete-marker";
    private static final int NOT_FOUND = 404;

    private static final String READ = "s3:GetObject";

    private final Buckets buckets;
    private final BucketAccess access;
    private final KeyUse keys;

    ObjectReads(Buckets buckets, BucketAccess access, KeyUse keys) {
        this.buckets = buckets;
        this.access = access;
        this.keys = keys;
    }

    void register(Operations operations) {
        operations
                .on(
                        HeadObjectRequest.class,
                        (call, ask) ->
                                access.read(call, ask.bucket(), ask.key(), ask.versionId(), READ),
                        this::head,
                        "IfMatch",
                        "IfNoneMatch",
                        "IfModifiedSince",
                        "IfUnmodifiedSince",
                        "Range",
                        "PartNumber")
                .on(
                        GetObjectRequest.class,
                        (call, ask) ->
                                access.read(call, ask.bucket(), ask.key(), ask.versionId(), READ),
                        this::get,
                        "IfNoneMatch",
                        "IfModifiedSince",
                        "IfUnmodifiedSince",
                        "PartNumber",
                        "ResponseContentType",
                        "ResponseContentDisposition",
                        "ResponseContentEncoding",
                        "ResponseContentLanguage",
                        "ResponseCacheControl",
                        "ResponseExpires");
    }

    /// As [#find(Bucket, String, String)], for callers who may know of what is absent.
    private ObjectVersion.Stored find(
            Call call, Bucket bucket, String key, @Nullable String versionId) {
        try {
            return find(bucket, key, versionId);
        } catch (AwsError absent) {
            if (absent.status() == NOT_FOUND) {
                access.requireToKnowOfAbsence(call, bucket);
            }
            throw absent;
        }
    }

    /// A version of an object, or its current one.
    ///
    /// @throws AwsError `NoSuchKey` or `NoSuchVersion` when there is none; for a delete marker 404 as the current
    ///     version and 405 when asked for by its id
    static ObjectVersion.Stored find(Bucket bucket, String key, @Nullable String versionId) {
        Optional<ObjectVersion> found =
                versionId == null ? bucket.current(key) : bucket.version(key, versionId);
        return switch (found.orElse(null)) {
            case ObjectVersion.Stored stored -> stored;
            case ObjectVersion.DeleteMarker marker when versionId == null ->
                    throw new AwsError(
                            "NoSuchKey",
                            404,
                            "The specified key does not exist.",
                            Map.of(DELETE_MARKER, "true", "x-amz-version-id", marker.versionId()));
            case ObjectVersion.DeleteMarker marker ->
                    throw new AwsError(
                            "MethodNotAllowed",
                            405,
                            "The specified method is not allowed against this resource.",
                            Map.of(
                                    DELETE_MARKER,
                                    "true",
                                    "x-amz-version-id",
                                    marker.versionId(),
                                    "Allow",
                                    "DELETE"));
            case null ->
                    throw versionId == null
                            ? new AwsError("NoSuchKey", 404, "The specified key does not exist.")
                            : new AwsError(
                                    "NoSuchVersion", 404, "The specified version does not exist.");
        };
    }

    private HeadObjectResponse head(Call call, HeadObjectRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        ObjectVersion.Stored stored = find(call, bucket, request.key(), request.versionId());
        Encryption encryption = stored.encryption();
        checkCustomerKey(encryption, request.sseCustomerKeyMD5());
        return HeadObjectResponse.builder()
                .contentLength(stored.size())
                .contentType(stored.contentType())
                .eTag(stored.etag())
                .lastModified(stored.time())
                .metadata(stored.metadata())
                .acceptRanges("bytes")
                .versionId(bucket.told(stored.versionId()))
                .serverSideEncryption(encryption.algorithm().orElse(null))
                .ssekmsKeyId(encryption.keyArn().orElse(null))
                .bucketKeyEnabled(encryption.usesBucketKey() ? true : null)
                .sseCustomerAlgorithm(request.sseCustomerAlgorithm())
                .sseCustomerKeyMD5(request.sseCustomerKeyMD5())
                .build();
    }

    private GetObjectResponse get(Call call, GetObjectRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        ObjectVersion.Stored stored = find(call, bucket, request.key(), request.versionId());
        Encryption encryption = stored.encryption();
        checkCustomerKey(encryption, request.sseCustomerKeyMD5());
        checkTag(stored, request.ifMatch());
        keys.decrypt(call, bucket, request.key(), encryption);
        byte[] content = stored.content().asByteArrayUnsafe();
        Optional<ByteRange> range =
                Optional.ofNullable(request.range()).map(r -> ByteRange.of(r, content.length));
        byte[] part = range.map(r -> r.of(content)).orElse(content);
        range.ifPresent(r -> call.status(206));
        call.stream(part);
        return GetObjectResponse.builder()
                .contentLength((long) part.length)
                .contentRange(range.map(r -> r.header(content.length)).orElse(null))
                .contentType(stored.contentType())
                .eTag(stored.etag())
                .lastModified(stored.time())
                .metadata(stored.metadata())
                .acceptRanges("bytes")
                .versionId(bucket.told(stored.versionId()))
                .serverSideEncryption(encryption.algorithm().orElse(null))
                .ssekmsKeyId(encryption.keyArn().orElse(null))
                .bucketKeyEnabled(encryption.usesBucketKey() ? true : null)
                .sseCustomerAlgorithm(request.sseCustomerAlgorithm())
                .sseCustomerKeyMD5(request.sseCustomerKeyMD5())
                .build();
    }

    private static void checkTag(ObjectVersion.Stored stored, @Nullable String wanted) {
        if (wanted != null && !wanted.equals("*") && !Digests.isSame(wanted, stored.etag())) {
            throw new AwsError(
                    "PreconditionFailed",
                    412,
                    "At least one of the pre-conditions you specified did not hold");
        }
    }

    private static void checkCustomerKey(Encryption encryption, @Nullable String given) {
        Optional<String> wanted = encryption.customerKeyMd5();
        if (wanted.isPresent() != (given != null)) {
            throw new AwsError(
                    "InvalidRequest",
                    400,
                    wanted.isPresent()
                            ? "The object was stored using a form of Server Side Encryption."
                                    + " The correct parameters must be provided to retrieve it."
                            : "The encryption parameters are not applicable to this object.");
        }
        if (wanted.isPresent() && !wanted.get().equals(given)) {
            throw new AwsError("AccessDenied", 403, "Access Denied");
        }
    }
}
