package io.sessionvault.reconcile;

import io.sessionvault.permissions.Policy;
import io.sessionvault.policy.BucketPolicy;
import io.sessionvault.policy.KeyPolicies;

/// The policies of the vault's bucket and keys, as far as they are about those who write logs and
/// encrypt sessions. The vault's stack deploys them, and the compliance check watches over them.
///
/// @param bucket the bucket's policy
/// @param bucketKey the policy of the key with which the bucket stores
/// @param sessionKey the policy of the session key and its replicas
public record VaultPolicies(Policy bucket, Policy bucketKey, Policy sessionKey) {
    /// The policies as the stack deploys them.
    public static VaultPolicies of(AccountStandard standard) {
        return new VaultPolicies(
                Policy.of(
                        "the vault's bucket policy",
                        BucketPolicy.aboutMembers(standard.organizationId(), standard.vault())),
                Policy.of(
                        "the policy of the vault's bucket key",
                        KeyPolicies.aboutStorage(standard.organizationId(), standard.vault())),
                Policy.of(
                        "the policy of the vault's session key",
                        KeyPolicies.aboutSessions(standard.organizationId(), standard.vault())));
    }
}
