package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The IAM side of an account, as far as session logging touches it.
///
/// @param logPolicy the logging policy; empty when the account has none
/// @param roles the roles that can run the SSM Agent
/// @param starters the principals that may start sessions
/// @param hostManagementRole AWS's default role for Default Host Management; empty when it was not
///     looked for
/// @param closed the Regions in which service control policies let nobody run the agent or start
///     a session, each with what denies it
/// @param unreadControlPolicies why service or resource control policies could not be read; empty
///     when they were
public record ObservedIdentity(
        Optional<Policy> logPolicy,
        List<Role> roles,
        List<Starter> starters,
        Optional<HostManagementRole> hostManagementRole,
        NavigableMap<RegionName, String> closed,
        Optional<ServiceError> unreadControlPolicies) {

    /// Copies the collections.
    public ObservedIdentity {
        roles = List.copyOf(roles);
        starters = List.copyOf(starters);
        closed = Collections.unmodifiableNavigableMap(new TreeMap<>(closed));
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
    /// @param lacks what it was not shown to be able to do; empty when it can do all it must
    public record Role(String name, LogAccess logAccess, List<Lack> lacks) {
        /// Copies the list.
        public Role {
            lacks = List.copyOf(lacks);
        }
    }

    /// A principal that may start sessions.
    ///
    /// @param name what people call it, such as `user jane` or `permission set Operators`
    /// @param lacks the session keys that it was not shown to be able to use
    public record Starter(String name, List<Lack> lacks) {
        /// Copies the list.
        public Starter {
            lacks = List.copyOf(lacks);
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
