package io.sessionvault.vault;

import io.sessionvault.account.AccountId;

/// The one place where every session log of the organization lands.
///
/// @param account the account that owns bucket and keys
/// @param bucket the bucket's name
/// @param bucketKey the key that encrypts the stored logs, in the bucket's Region
/// @param prefixes where each account and Region keep their logs
public record Vault(AccountId account, String bucket, KeyArn bucketKey, PrefixPattern prefixes) {
    /// The bucket's ARN, in the partition of its key.
    public String bucketArn() {
        return "arn:" + bucketKey.partition() + ":s3:::" + bucket;
    }
}
