package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/// Uploads like the SSM Agent of an instance in some account, well-behaved or not.
///
/// Source: amazon-ssm-agent, `s3util.go`: it reads the bucket's default encryption, sends it with
/// the upload, and sends an ACL. What is larger than 5 MiB goes in parts.
public final class SessionAgent {
    /// The line with which the content of each log begins that is not empty: `script` writes one, and
    /// whoever looks for content of sessions in a text finds it by this.
    ///
    /// Source: amazon-ssm-agent, `shell_unix.go`: the log is what `script` recorded.
    public static final String FIRST_LINE = "Script started on a node of the local organization\n";

    private static final int PART = 5 * 1024 * 1024;
    private static final String TYPE = "text/plain";

    private final S3Client s3;
    private final AccountId account;
    private final String bucket;

    /// @param s3 S3 in the bucket's Region, with the credentials of whom the agent runs for
    /// @param account the account of those, which is what S3 reports as the requester
    /// @param bucket the vault's bucket
    SessionAgent(S3Client s3, AccountId account, String bucket) {
        this.s3 = s3;
        this.account = account;
        this.bucket = bucket;
    }

    /// An object that was uploaded.
    ///
    /// @param account who uploaded it
    /// @param bucket where it is
    /// @param key its key
    /// @param versionId its version
    /// @param size in bytes
    public record Upload(
            AccountId account, String bucket, String key, String versionId, long size) {}

    /// Uploads as the agent does: encrypted as the bucket's default says.
    public Upload upload(String key, String content) {
        ServerSideEncryptionByDefault encryption =
                s3.getBucketEncryption(ask -> ask.bucket(bucket))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .getFirst()
                        .applyServerSideEncryptionByDefault();
        String kmsKey = encryption.kmsMasterKeyID();
        return put(key, content, encryption.sseAlgorithmAsString(), kmsKey == null ? "" : kmsKey);
    }

    /// Uploads with an encryption of the caller's choice.
    ///
    /// @param kmsKey the key for `aws:kms`; empty for other algorithms
    public Upload uploadEncrypted(String key, String content, String algorithm, String kmsKey) {
        return put(key, content, algorithm, kmsKey);
    }

    private Upload put(String key, String content, String algorithm, String kmsKey) {
        String log = content.isEmpty() ? content : FIRST_LINE + content;
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        String keyToState = kmsKey.isEmpty() ? null : kmsKey;
        String version =
                bytes.length > PART
                        ? inParts(key, bytes, algorithm, keyToState)
                        : atOnce(key, bytes, algorithm, keyToState);
        return new Upload(account, bucket, key, version, bytes.length);
    }

    private String atOnce(String key, byte[] bytes, String algorithm, @Nullable String kmsKey) {
        return s3.putObject(
                        ask ->
                                ask.bucket(bucket)
                                        .key(key)
                                        .contentType(TYPE)
                                        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
                                        .serverSideEncryption(algorithm)
                                        .ssekmsKeyId(kmsKey),
                        RequestBody.fromBytes(bytes))
                .versionId();
    }

    private String inParts(String key, byte[] bytes, String algorithm, @Nullable String kmsKey) {
        String id =
                s3.createMultipartUpload(ask ->
                                ask.bucket(bucket)
                                        .key(key)
                                        .contentType(TYPE)
                                        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
                                        .serverSideEncryption(algorithm)
                                        .ssekmsKeyId(kmsKey))
                        .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PART) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART));
            int number = parts.size() + 1;
            String etag =
                    s3.uploadPart(
                                    ask ->
                                            ask.bucket(bucket)
                                                    .key(key)
                                                    .uploadId(id)
                                                    .partNumber(number),
                                    RequestBody.fromBytes(part))
                            .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return s3.completeMultipartUpload(ask ->
                        ask.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .multipartUpload(all -> all.parts(parts)))
                .versionId();
    }
}
