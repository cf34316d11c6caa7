package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.kms.KeyAccess;
import io.sessionvault.local.aws.kms.KeyStore;
import java.util.Map;

/// Uses the keys of objects for callers, who have to be allowed it by the key's policy and their
/// own.
///
/// Source: S3 user guide, "Using server-side encryption with AWS KMS keys", "Permissions";
/// "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys", "Changes to note before enabling".
final class KeyUse {
    private final KeyStore keys;
    private final KeyAccess access;

    KeyUse(KeyStore keys) {
        this.keys = keys;
        this.access = new KeyAccess(keys);
    }

    /// Encrypts a new object as the upload wishes, else as the bucket's default says.
    Encryption encrypt(Call call, Bucket bucket, String key, EncryptionWish wish) {
        Encryption encryption = wish.resolve(call, bucket, keys);
        use(call, "kms:GenerateDataKey", bucket, key, encryption);
        return encryption;
    }

    /// Opens an object, or puts the parts of one together.
    void decrypt(Call call, Bucket bucket, String key, Encryption encryption) {
        use(call, "kms:Decrypt", bucket, key, encryption);
    }

    private void use(Call call, String action, Bucket bucket, String key, Encryption encryption) {
        String arn = "arn:aws:s3:::" + bucket.name;
        Map<String, String> context =
                Map.of(
                        "kms:ViaService",
                        "s3." + bucket.region + ".amazonaws.com",
                        "kms:EncryptionContext:aws:s3:arn",
                        encryption.usesBucketKey() ? arn : arn + "/" + key);
        encryption
                .keyArn()
                .map(keyArn -> access.permission(call, action, keyArn, bucket.region))
                .map(permission -> permission.with(context))
                .ifPresent(call::require);
    }
}
