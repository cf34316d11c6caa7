package io.sessionvault.local.aws.access;

import java.util.Set;

/// A permission that the session of a role made use of.
///
/// @param roleArn the role
/// @param action the action, e.g. `s3:GetObject`
/// @param resource the resource's ARN, or `*`
/// @param statements the ids of the statements of the role's policies that allow it; empty where
///     the resource's own policy alone does
public record UsedPermission(
        String roleArn, String action, String resource, Set<String> statements) {
    /// Copies the set.
    public UsedPermission {
        statements = Set.copyOf(statements);
    }
}
