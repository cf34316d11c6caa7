package io.sessionvault.bench.loopback;

import java.util.List;
import java.util.NavigableSet;

/// What the loopback server says there is.
///
/// @param bucket the vault's bucket; other buckets hold what is found in them by name alone
/// @param keyArn the KMS key under which every object is encrypted
/// @param accounts the live accounts of the organization
/// @param keys the keys that the bucket's listing shows, in the listing's order; the head of any
///     other key is answered, too
public record StoredVault(
        String bucket, String keyArn, List<String> accounts, NavigableSet<String> keys) {
    /// The one version that every listed key has.
    public static final String VERSION = "vYpho2fE4F_TgvtEDxvVsnu3eUwa7tYB";
}
