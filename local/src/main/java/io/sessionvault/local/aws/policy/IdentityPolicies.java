package io.sessionvault.local.aws.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What binds one identity: its policies, and the boundary that nothing it is allowed may leave.
///
/// @param policies attached and inline policies
/// @param boundary the permissions boundary
public record IdentityPolicies(List<PolicyDocument> policies, Optional<PolicyDocument> boundary) {

    /// Copies the list.
    public IdentityPolicies {
        policies = List.copyOf(policies);
    }

    /// What the policies and the boundary together decide.
    ///
    /// @param missing receives the context keys that statements ask for and the request lacks
    public Decision decide(
            String action, String resource, RequestContext context, Set<String> missing) {
        Decision bounded =
                boundary.map(b -> b.decide(action, resource, context, missing))
                        .orElse(Decision.ALLOWED);
        Decision granted = Decision.IMPLICIT_DENY;
        for (PolicyDocument policy : policies) {
            switch (policy.decide(action, resource, context, missing)) {
                case EXPLICIT_DENY -> {
                    return Decision.EXPLICIT_DENY;
                }
                case ALLOWED -> granted = Decision.ALLOWED;
                case IMPLICIT_DENY -> {}
            }
        }
        return bounded.compareTo(granted) > 0 ? bounded : granted;
    }
}
