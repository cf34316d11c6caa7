package io.sessionvault.reconcile;

import io.sessionvault.permissions.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The roles and users of an account with their policies, as they were listed.
///
/// @param logPolicy the logging policy; empty when the account has none
/// @param roles the roles, service-linked ones left out
/// @param users the users
/// @param beside who has the logging policy beside roles that it is attached to, such as `user jane`
public record AccountIdentities(
        Optional<ObservedIdentity.Policy> logPolicy,
        List<Role> roles,
        List<User> users,
        List<String> beside) {
    /// Copies the lists.
    public AccountIdentities {
        roles = List.copyOf(roles);
        users = List.copyOf(users);
        beside = List.copyOf(beside);
    }

    /// What both roles and users have.
    public sealed interface Identity {
        /// The name, without path.
        String name();

        /// The ARN.
        String arn();

        /// The policies, but for the logging policy.
        List<Policy> policies();

        /// The permissions boundary.
        Optional<Policy> boundary();

        /// The tags.
        Map<String, String> tags();
    }

    /// A role.
    ///
    /// @param name its name, without path
    /// @param arn its ARN
    /// @param trust its trust policy, as parsed JSON
    /// @param isInInstanceProfile whether an EC2 instance profile carries it
    /// @param attached the ARNs of its managed policies
    /// @param logAccess how the logging policy reaches it
    /// @param policies its policies, but for the logging policy
    /// @param boundary its permissions boundary
    /// @param tags its tags
    public record Role(
            String name,
            String arn,
            Map<String, Object> trust,
            boolean isInInstanceProfile,
            Set<String> attached,
            ObservedIdentity.LogAccess logAccess,
            List<Policy> policies,
            Optional<Policy> boundary,
            Map<String, String> tags)
            implements Identity {
        /// Copies the collections.
        public Role {
            attached = Set.copyOf(attached);
            policies = List.copyOf(policies);
            tags = Map.copyOf(tags);
        }
    }

    /// A user.
    ///
    /// @param name the name, without path
    /// @param arn the ARN
    /// @param groups the names of the user's groups
    /// @param policies the policies of the user and of the user's groups
    /// @param boundary the permissions boundary
    /// @param tags the tags
    public record User(
            String name,
            String arn,
            List<String> groups,
            List<Policy> policies,
            Optional<Policy> boundary,
            Map<String, String> tags)
            implements Identity {
        /// Copies the collections.
        public User {
            groups = List.copyOf(groups);
            policies = List.copyOf(policies);
            tags = Map.copyOf(tags);
        }
    }
}
