package io.sessionvault.permissions;

import io.sessionvault.account.AccountId;
import java.util.List;
import java.util.Optional;

/// The policies on the resource's side.
///
/// @param owner the account of the resource
/// @param policy the resource's own policy
/// @param mustAllow whether the resource's policy has to allow even what its own account does: so
///     it is with KMS keys, but not with buckets
/// @param resourceControl the levels of resource control policies from the root down to the
///     resource's account; empty where none apply
public record ResourcePolicies(
        AccountId owner,
        Optional<Policy> policy,
        boolean mustAllow,
        List<ControlLevel> resourceControl) {
    /// Copies the list.
    public ResourcePolicies {
        resourceControl = List.copyOf(resourceControl);
    }
}
