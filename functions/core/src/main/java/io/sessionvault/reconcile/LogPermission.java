package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Optional;

/// One thing that a principal must be able to do so that sessions start and leave a log.
///
/// @param action the IAM action
/// @param resource the ARN that it acts on
/// @param region the only Region that needs it; empty when every Region does
/// @param purpose what it is needed for
public record LogPermission(
        String action, String resource, Optional<RegionName> region, Purpose purpose) {
    /// What a permission is needed for.
    public enum Purpose {
        /// Sessions are logged.
        LOG,
        /// The stream of a session is encrypted.
        ENCRYPT
    }

    /// Tells whether sessions in `other` need this permission.
    public boolean isNeededIn(RegionName other) {
        return region.isEmpty() || region.get().equals(other);
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
