package io.sessionvault.permissions;

import java.util.Collection;
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

    /// The policies as they bind a caller who may do one of these actions at all. A denial that
    /// depends on nothing but the caller's credentials, and denies all of these actions on every
    /// resource, does not reach such a caller: with these credentials it could not do any of them.
    ///
    /// @param actions actions, as in `ssm:StartSession`; no patterns
    public PrincipalPolicies supposingOneOf(Collection<String> actions) {
        return new PrincipalPolicies(
                identity.stream().map(policy -> policy.supposingOneOf(actions)).toList(),
                boundary.map(policy -> policy.supposingOneOf(actions)),
                serviceControl.stream()
                        .map(level ->
                                new ControlLevel(
                                        level.name(),
                                        level.policies().stream()
                                                .map(policy -> policy.supposingOneOf(actions))
                                                .toList()))
                        .toList());
    }
}
