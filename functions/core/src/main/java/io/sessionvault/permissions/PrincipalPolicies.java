package io.sessionvault.permissions;

import java.util.List;
import java.util.Optional;

/// The policies on the caller's side.
///
/// @param identity those of the role, or of the user and the user's groups
/// @param boundary the permissions boundary
/// @param serviceControl the levels of service control policies from the root down to the account;
///     empty where none apply, as in the management account
public record PrincipalPolicies(
        List<Policy> identity, Optional<Policy> boundary, List<ControlLevel> serviceControl) {
    /// Copies the lists.
    public PrincipalPolicies {
        identity = List.copyOf(identity);
        serviceControl = List.copyOf(serviceControl);
    }
}
