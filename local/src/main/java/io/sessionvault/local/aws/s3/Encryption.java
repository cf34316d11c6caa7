package io.sessionvault.local.aws.s3;

import java.util.Optional;

/// How an object is encrypted.
///
/// @param algorithm `AES256`, `aws:kms` or `aws:kms:dsse`; empty when the caller brought the key
/// @param keyArn the KMS key's ARN
/// @param usesBucketKey whether the bucket's own key stands between the object and the KMS key
/// @param customerKeyMd5 the digest of the key that the caller brought (SSE-C)
record Encryption(
        Optional<String> algorithm,
        Optional<String> keyArn,
        boolean usesBucketKey,
        Optional<String> customerKeyMd5) {

    static Encryption withS3Key() {
        return new Encryption(Optional.of("AES256"), Optional.empty(), false, Optional.empty());
    }

    static Encryption withCustomerKey(String md5) {
        return new Encryption(Optional.empty(), Optional.empty(), false, Optional.of(md5));
    }
}
