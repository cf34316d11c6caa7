package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Optional;

/// One thing that a role must be able to do so that its sessions start and leave a log.
///
/// @param action the IAM action
/// @param resource the ARN that it acts on
/// @param region the only Region that needs it; empty when every Region does
public record LogPermission(String action, String resource, Optional<RegionName> region) {
    /// Tells whether sessions in `other` need this permission.
    public boolean isNeededIn(RegionName other) {
        return region.isEmpty() || region.get().equals(other);
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
