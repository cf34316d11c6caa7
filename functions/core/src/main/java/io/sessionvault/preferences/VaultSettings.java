package io.sessionvault.preferences;

import io.sessionvault.vault.KeyArn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the vault sets in one Region's preferences; everything else belongs to the account.
///
/// @param bucket the vault's bucket
/// @param prefix the account's prefix in it
/// @param sessionKey the session key in that Region; empty leaves the account's choice
/// @param idleMinutes the idle timeout in minutes, 1 to 60; empty leaves the account's choice
/// @param maxMinutes the maximum session duration in minutes, 1 to 1440; empty leaves the account's
///     choice
public record VaultSettings(
        String bucket,
        String prefix,
        Optional<KeyArn> sessionKey,
        OptionalInt idleMinutes,
        OptionalInt maxMinutes) {

    /// The fields of `inputs` that the vault owns, in the types that the document's schema asks
    /// for.
    ///
    /// Source: Systems Manager user guide, "Session document schema": both durations are strings.
    Map<String, Object> inputs() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("s3BucketName", bucket);
        inputs.put("s3KeyPrefix", prefix);
        inputs.put("s3EncryptionEnabled", true);
        sessionKey.ifPresent(key -> inputs.put("kmsKeyId", key.toString()));
        idleMinutes.ifPresent(
                minutes -> inputs.put("idleSessionTimeout", Integer.toString(minutes)));
        maxMinutes.ifPresent(
                minutes -> inputs.put("maxSessionDuration", Integer.toString(minutes)));
        return inputs;
    }
}
