package io.sessionvault.watch;

import io.sessionvault.preferences.AgentReading;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.VaultPlaces;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is taken back of the vault's text where sessions fail: the key of the vault and the look at
/// the bucket's encryption, and nothing else. Bucket and prefix stay, so that nobody can turn logging
/// off by sessions that they let fail.
public final class GoingBack {
    private static final String INPUTS = "inputs";
    private static final String KEY = "kmsKeyId";
    private static final String LOOK = "s3EncryptionEnabled";

    private GoingBack() {}

    /// The content to write; empty when there is nothing to take back.
    ///
    /// @param inForce the vault's text, as parsed JSON
    /// @param before the account's own text from before the vault; empty when there was none, or it
    ///     is not known
    public static Optional<Map<String, Object>> of(
            VaultPlaces vault, Map<String, Object> inForce, Optional<Map<String, Object>> before) {
        if (!(inForce.get(INPUTS) instanceof Map<?, ?> found)) {
            return Optional.empty();
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        found.forEach((name, value) -> inputs.put((String) name, value));
        boolean hasKey = inputs.get(KEY) instanceof String key && vault.isOurs(key);
        boolean looks = !AgentReading.isSame(LOOK, inputs.get(LOOK), false);
        if (hasKey) {
            inputs.put(KEY, before.flatMap(text -> ownKey(vault, text)).orElse(""));
        }
        if (looks) {
            inputs.put(LOOK, false);
        }
        Map<String, Object> content = new LinkedHashMap<>(inForce);
        content.put(INPUTS, inputs);
        return hasKey || looks ? Optional.of(content) : Optional.empty();
    }

    /// A key that the account itself had named, in so many words: what a parameter makes of it is
    /// not known, and a key of the vault is none of the account's.
    private static Optional<String> ownKey(VaultPlaces vault, Map<String, Object> before) {
        return NamedPlaces.of(before)
                .key()
                .filter(key -> !key.contains("{{") && !vault.isOurs(key));
    }
}
