package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.KeyConsent;
import io.sessionvault.reconcile.KeyState;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.SessionKey;
import io.sessionvault.vault.KeyArn;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/// Reads the session key in one Region.
///
/// Source: KMS API reference, `DescribeKey`, `GetKeyPolicy`, `ListAliases` and
/// `ListResourceTags`.
final class KeyReader {
    /// The only name that KMS knows for a key's policy.
    static final String POLICY_NAME = "default";

    private KeyReader() {}

    /// Whether the key is there, and its state.
    ///
    /// @param kms a client in the key's Region
    static SessionKey read(KmsClient kms, KeyArn key) {
        try {
            String state =
                    kms.describeKey(ask -> ask.keyId(key.toString()))
                            .keyMetadata()
                            .keyStateAsString();
            return new SessionKey.Present(
                    new KeyState(Objects.requireNonNullElse(state, "in an unknown state")));
        } catch (NotFoundException absent) {
            return new SessionKey.Absent();
        }
    }

    /// Whether an account that does not own the key can use it: one that is enabled is asked for its
    /// policy, too.
    ///
    /// @param kms a client in the key's Region
    static SessionKey readFor(
            DesiredAccount desired, KmsClient kms, RegionName region, Instant now) {
        KeyArn key = desired.sessionKey().in(region);
        SessionKey seen = read(kms, key);
        return seen.isUsable()
                ? KeyConsent.refusal(desired, region, policy(kms, key), now)
                        .<SessionKey>map(SessionKey.Closed::new)
                        .orElse(seen)
                : seen;
    }

    /// The key and what belongs to it.
    ///
    /// @param kms a client in the key's Region
    static KeySetup readSetup(KmsClient kms, KeyArn key) {
        SessionKey seen = read(kms, key);
        return new KeySetup(
                seen,
                switch (seen) {
                    case SessionKey.Absent() -> Map.of();
                    case SessionKey.Present _, SessionKey.Closed _ -> policy(kms, key);
                },
                aliases(kms),
                switch (seen) {
                    case SessionKey.Absent() -> Map.of();
                    case SessionKey.Present _, SessionKey.Closed _ -> tags(kms, key);
                });
    }

    private static Map<String, Object> policy(KmsClient kms, KeyArn key) {
        return Json.policy(
                kms.getKeyPolicy(ask -> ask.keyId(key.toString()).policyName(POLICY_NAME))
                        .policy());
    }

    private static Map<String, String> tags(KmsClient kms, KeyArn key) {
        Map<String, String> tags = new HashMap<>();
        kms.listResourceTagsPaginator(ask -> ask.keyId(key.toString()))
                .tags()
                .forEach(tag -> tags.put(tag.tagKey(), tag.tagValue()));
        return tags;
    }

    /// All aliases of the Region, not only those of the key: one that names another key cannot be
    /// created, and has to be told apart from one that is missing.
    private static Map<String, String> aliases(KmsClient kms) {
        Map<String, String> named = new HashMap<>();
        kms.listAliasesPaginator().aliases().stream()
                // AWS lists aliases that it has not given a key yet.
                .filter(alias -> alias.targetKeyId() != null)
                .forEach(alias -> named.put(alias.aliasName(), alias.targetKeyId()));
        return named;
    }
}
