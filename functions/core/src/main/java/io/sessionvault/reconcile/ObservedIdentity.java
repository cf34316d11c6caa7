package io.sessionvault.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The IAM side of an account, as far as session logging touches it.
///
/// @param logPolicy the logging policy; empty when the account has none
/// @param roles the roles that can run the SSM Agent
/// @param hostManagementRole AWS's default role for Default Host Management; empty when it was not
///     looked for
public record ObservedIdentity(
        Optional<Policy> logPolicy,
        List<Role> roles,
        Optional<HostManagementRole> hostManagementRole) {

    /// Copies the roles.
    public ObservedIdentity {
        roles = List.copyOf(roles);
    }

    /// The logging policy as it stands.
    ///
    /// @param document its default version's document, as parsed JSON
    /// @param otherVersions the ids of the versions that are not the default, oldest first
    public record Policy(Map<String, Object> document, List<String> otherVersions) {
        /// Copies the versions.
        public Policy {
            otherVersions = List.copyOf(otherVersions);
        }
    }

    /// A role that can run the SSM Agent.
    ///
    /// @param name its name, without path
    /// @param logAccess how the logging policy reaches it
    /// @param missing what it was not proven to be able to do; empty when it can do all it must
    public record Role(String name, LogAccess logAccess, List<LogPermission> missing) {
        /// Copies the permissions.
        public Role {
            missing = List.copyOf(missing);
        }
    }

    /// How the logging policy reaches a role.
    public sealed interface LogAccess {
        /// The managed policy is attached.
        record Attached() implements LogAccess {}

        /// The same document stands inside the role, because no more managed policies can be
        /// attached.
        ///
        /// @param document the inline policy's document, as parsed JSON
        record Inline(Map<String, Object> document) implements LogAccess {}

        /// It does not.
        ///
        /// @param full whether the role has as many managed policies as its quota allows
        record None(boolean full) implements LogAccess {}
    }

    /// AWS's default role for Default Host Management.
    ///
    /// @param exists whether the account has it
    /// @param agentPolicyAttached whether AWS's policy that lets it run the agent is attached
    /// @param logPolicyAttached whether the logging policy is attached
    public record HostManagementRole(
            boolean exists, boolean agentPolicyAttached, boolean logPolicyAttached) {}
}
