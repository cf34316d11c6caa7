package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/// Uploads like the SSM Agent of an instance in some account, well-behaved or not.
///
/// Source: amazon-ssm-agent, `s3util.go`: it reads the bucket's default encryption, sends it with
/// the upload, and sends an ACL.
public final class SessionAgent {
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
        return put(key, content, encryption.sseAlgorithmAsString(), encryption.kmsMasterKeyID());
    }

    /// Uploads with an encryption of the caller's choice.
    ///
    /// @param kmsKey the key for `aws:kms`; empty for other algorithms
    public Upload uploadEncrypted(String key, String content, String algorithm, String kmsKey) {
        return put(key, content, algorithm, kmsKey);
    }

    private Upload put(String key, String content, String algorithm, String kmsKey) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType("text/plain")
                        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
                        .serverSideEncryption(algorithm);
        if (!kmsKey.isEmpty()) {
            request.ssekmsKeyId(kmsKey);
        }
        PutObjectResponse stored = s3.putObject(request.build(), RequestBody.fromString(content));
        return new Upload(account, bucket, key, stored.versionId(), content.length());
    }
}
