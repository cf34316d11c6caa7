package io.sessionvault.policy;

import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import org.jspecify.annotations.Nullable;

/// The deployed stack, as far as the policies of its bucket and keys depend on it.
///
/// @param organizationId the organization whose accounts write to the vault
/// @param vault the vault
/// @param sessionKey the primary key of the session streams; with one key also the bucket's
/// @param readerRole the ARN of the role that reads logs, with `*` and `?` if need be; null when
///     nobody may
/// @param checkLogRole the ARN of check-log's role
/// @param checkStoredLogsRole the ARN of check-stored-logs' role
/// @param alarmTopic the ARN of the topic that every alarm is published to
public record DeployedVault(
        String organizationId,
        Vault vault,
        KeyArn sessionKey,
        @Nullable String readerRole,
        String checkLogRole,
        String checkStoredLogsRole,
        String alarmTopic) {
    /// Tells whether the bucket has a key of its own.
    public boolean hasTwoKeys() {
        return !vault.bucketKey().equals(sessionKey);
    }
}
