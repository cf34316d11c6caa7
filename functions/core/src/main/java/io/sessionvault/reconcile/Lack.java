package io.sessionvault.reconcile;

import io.sessionvault.permissions.Answer;
import io.sessionvault.reconcile.LogPermission.Purpose;

/// A permission that a principal was not shown to have.
///
/// @param permission the permission
/// @param answer why it was not shown
/// @param staysWithPolicy whether it is still not shown when the logging policy is in place as the
///     vault writes it
public record Lack(LogPermission permission, Answer answer, boolean staysWithPolicy) {
    /// Tells whether sessions cannot be encrypted for this reason alone.
    public boolean isOfEncryption() {
        return permission.purpose() == Purpose.ENCRYPT;
    }
}
