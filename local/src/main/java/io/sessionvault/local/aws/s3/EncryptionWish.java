package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.kms.KeyStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// What an upload says about encryption.
///
/// @param algorithm the algorithm asked for
/// @param key the KMS key asked for, in any form
/// @param bucketKey whether to use the bucket's key
/// @param customerKeyMd5 the digest of a key that the caller brings
record EncryptionWish(
        @Nullable String algorithm,
        @Nullable String key,
        @Nullable Boolean bucketKey,
        @Nullable String customerKeyMd5) {

    static EncryptionWish of(PutObjectRequest request) {
        return new EncryptionWish(
                request.serverSideEncryptionAsString(),
                request.ssekmsKeyId(),
                request.bucketKeyEnabled(),
                request.sseCustomerKeyMD5());
    }

    static EncryptionWish of(CopyObjectRequest request) {
        return new EncryptionWish(
                request.serverSideEncryptionAsString(),
                request.ssekmsKeyId(),
                request.bucketKeyEnabled(),
                request.sseCustomerKeyMD5());
    }

    static EncryptionWish of(CreateMultipartUploadRequest request) {
        return new EncryptionWish(
                request.serverSideEncryptionAsString(),
                request.ssekmsKeyId(),
                request.bucketKeyEnabled(),
                request.sseCustomerKeyMD5());
    }

    /// What becomes of the wish: the request's own headers win over the bucket's default.
    ///
    /// A key id or alias that is no ARN is one of the caller's account, also when it stands in the bucket's default.
    ///
    /// Source: S3 API reference, data type `ServerSideEncryptionByDefault`.
    ///
    /// @throws AwsError `KMS.NotFoundException` when the key does not exist, and other codes that begin with `KMS.` when
    ///     it cannot encrypt
    Encryption resolve(Call call, Bucket bucket, KeyStore keys) {
        if (customerKeyMd5 != null) {
            return Encryption.withCustomerKey(customerKeyMd5);
        }
        Optional<ServerSideEncryptionRule> rule = bucket.encryption;
        if (algorithm != null) {
            return with(algorithm, key, isBucketKey(rule), call, bucket, keys);
        }
        Optional<ServerSideEncryptionByDefault> usual =
                rule.map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault);
        return usual.map(u ->
                        with(
                                u.sseAlgorithmAsString(),
                                u.kmsMasterKeyID(),
                                isBucketKey(rule),
                                call,
                                bucket,
                                keys))
                .orElseGet(Encryption::withS3Key);
    }

    private boolean isBucketKey(Optional<ServerSideEncryptionRule> rule) {
        return bucketKey != null
                ? bucketKey
                : rule.map(ServerSideEncryptionRule::bucketKeyEnabled).orElse(false);
    }

    private static Encryption with(
            String algorithm,
            @Nullable String key,
            boolean bucketKey,
            Call call,
            Bucket bucket,
            KeyStore keys) {
        return switch (algorithm) {
            case "AES256" -> Encryption.withS3Key();
            case "aws:kms", "aws:kms:dsse" ->
                    new Encryption(
                            Optional.of(algorithm),
                            Optional.of(arn(key, call, bucket, keys)),
                            bucketKey,
                            Optional.empty());
            default ->
                    throw new AwsError(
                            "InvalidArgument",
                            400,
                            "The encryption method specified is not supported: " + algorithm);
        };
    }

    private static String arn(@Nullable String key, Call call, Bucket bucket, KeyStore keys) {
        if (key == null) {
            return keys.arnOfAwsManagedS3Key(call.account(), bucket.region, call.now());
        }
        try {
            return keys.arnOf(key, call.account(), bucket.region);
        } catch (AwsError unusable) {
            throw new AwsError("KMS." + unusable.code(), 400, unusable.text());
        }
    }
}
