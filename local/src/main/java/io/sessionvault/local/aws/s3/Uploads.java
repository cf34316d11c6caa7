package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Objects that come in parts; how they are encrypted is settled when the upload is created.
final class Uploads {
    private static final int LEAST_PART_BYTES = 5 * 1024 * 1024;
    private static final String WRITE = "s3:PutObject";
    private static final String ABORT = "s3:AbortMultipartUpload";

    private final Buckets buckets;
    private final BucketAccess access;
    private final KeyUse keys;
    private final Ids ids;
    private final Arrivals arrivals;

    Uploads(Buckets buckets, BucketAccess access, KeyUse keys, Ids ids, Arrivals arrivals) {
        this.buckets = buckets;
        this.access = access;
        this.keys = keys;
        this.ids = ids;
        this.arrivals = arrivals;
    }

    void register(Operations operations) {
        operations
                .on(
                        CreateMultipartUploadRequest.class,
                        (call, ask) -> access.write(call, ask.bucket(), ask.key()),
                        this::create,
                        "ObjectLockMode",
                        "ObjectLockRetainUntilDate",
                        "ObjectLockLegalHoldStatus",
                        "Tagging")
                .on(
                        UploadPartRequest.class,
                        (call, ask) -> access.object(call, WRITE, ask.bucket(), ask.key()),
                        this::part)
                .on(
                        CompleteMultipartUploadRequest.class,
                        (call, ask) -> access.object(call, WRITE, ask.bucket(), ask.key()),
                        this::complete,
                        "IfMatch",
                        "IfNoneMatch")
                .on(
                        AbortMultipartUploadRequest.class,
                        (call, ask) -> access.object(call, ABORT, ask.bucket(), ask.key()),
                        this::abort);
    }

    private CreateMultipartUploadResponse create(Call call, CreateMultipartUploadRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        ObjectWrites.checkAcl(request.acl());
        Encryption encryption =
                keys.encrypt(call, bucket, request.key(), EncryptionWish.of(request));
        String id = ids.token(48);
        String type = Optional.ofNullable(request.contentType()).orElse(ObjectWrites.USUAL_TYPE);
        bucket.uploads.put(
                id,
                new Upload(request.key(), type, request.metadata(), encryption, new TreeMap<>()));
        return CreateMultipartUploadResponse.builder()
                .bucket(bucket.name)
                .key(request.key())
                .uploadId(id)
                .serverSideEncryption(encryption.algorithm().orElse(null))
                .ssekmsKeyId(encryption.keyArn().orElse(null))
                .bucketKeyEnabled(encryption.usesBucketKey() ? true : null)
                .build();
    }

    private UploadPartResponse part(Call call, UploadPartRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        Upload upload = find(bucket, request.uploadId(), request.key());
        keys.decrypt(call, bucket, upload.key(), upload.encryption());
        SdkBytes content = call.http().body();
        String etag = Digests.etag(content);
        upload.parts().put(request.partNumber(), new Upload.Part(content, etag));
        return UploadPartResponse.builder()
                .eTag(etag)
                .serverSideEncryption(upload.encryption().algorithm().orElse(null))
                .ssekmsKeyId(upload.encryption().keyArn().orElse(null))
                .build();
    }

    private CompleteMultipartUploadResponse complete(
            Call call, CompleteMultipartUploadRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        Upload upload = find(bucket, request.uploadId(), request.key());
        keys.decrypt(call, bucket, upload.key(), upload.encryption());
        List<CompletedPart> named =
                request.multipartUpload() == null ? List.of() : request.multipartUpload().parts();
        if (named.isEmpty()) {
            throw new AwsError("MalformedXML", 400, "A complete upload names its parts.");
        }
        checkOrder(named);
        var content = new ByteArrayOutputStream();
        var digests = new ByteArrayOutputStream();
        for (Iterator<CompletedPart> all = named.iterator(); all.hasNext(); ) {
            SdkBytes bytes = bytes(upload, all.next(), all.hasNext());
            content.writeBytes(bytes.asByteArrayUnsafe());
            digests.writeBytes(Digests.md5(bytes));
        }
        String tag =
                HexFormat.of()
                        .formatHex(
                                Digests.md5(SdkBytes.fromByteArrayUnsafe(digests.toByteArray())));
        var stored =
                new ObjectVersion.Stored(
                        bucket.nextVersionId(ids.token(32)),
                        call.now(),
                        SdkBytes.fromByteArrayUnsafe(content.toByteArray()),
                        Digests.quote(tag + "-" + named.size()),
                        upload.contentType(),
                        upload.metadata(),
                        upload.encryption());
        bucket.add(upload.key(), stored);
        bucket.uploads.remove(request.uploadId());
        arrivals.tell(call, bucket, upload.key(), stored, "CompleteMultipartUpload");
        return CompleteMultipartUploadResponse.builder()
                .bucket(bucket.name)
                .key(upload.key())
                .eTag(stored.etag())
                .versionId(bucket.told(stored.versionId()))
                .serverSideEncryption(upload.encryption().algorithm().orElse(null))
                .ssekmsKeyId(upload.encryption().keyArn().orElse(null))
                .build();
    }

    private static void checkOrder(List<CompletedPart> named) {
        int last = 0;
        for (CompletedPart part : named) {
            if (part.partNumber() <= last) {
                throw new AwsError(
                        "InvalidPartOrder", 400, "The list of parts was not in ascending order.");
            }
            last = part.partNumber();
        }
    }

    private static SdkBytes bytes(Upload upload, CompletedPart named, boolean isFollowed) {
        Upload.Part part = upload.parts().get(named.partNumber());
        if (part == null || !Digests.isSame(part.etag(), named.eTag())) {
            throw new AwsError(
                    "InvalidPart", 400, "One or more of the specified parts could not be found.");
        }
        if (isFollowed && part.content().asByteArrayUnsafe().length < LEAST_PART_BYTES) {
            throw new AwsError(
                    "EntityTooSmall",
                    400,
                    "Your proposed upload is smaller than the minimum allowed size");
        }
        return part.content();
    }

    private AbortMultipartUploadResponse abort(Call call, AbortMultipartUploadRequest request) {
        Bucket bucket = buckets.find(call, request.bucket());
        find(bucket, request.uploadId(), request.key());
        bucket.uploads.remove(request.uploadId());
        return AbortMultipartUploadResponse.builder().build();
    }

    private static Upload find(Bucket bucket, String id, String key) {
        return Optional.ofNullable(bucket.uploads.get(id))
                .filter(upload -> upload.key().equals(key))
                .orElseThrow(() ->
                        new AwsError(
                                "NoSuchUpload",
                                404,
                                "The specified multipart upload does not exist."));
    }
}
