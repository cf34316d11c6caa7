package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What binds one identity: its policies, and the boundary that nothing it is allowed may leave.
///
/// @param policies attached and inline policies
/// @param boundary the permissions boundary
public record IdentityPolicies(List<PolicyDocument> policies, Optional<PolicyDocument> boundary) {
    private static final PolicyDocument EVERYTHING =
            PolicyDocument.parse(
                    "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");

    /// Copies the list.
    public IdentityPolicies {
        policies = List.copyOf(policies);
    }

    /// Nothing allows anything, as for a role that is gone.
    public static IdentityPolicies none() {
        return new IdentityPolicies(List.of(), Optional.empty());
    }

    /// Everything is allowed, as to an account's root user.
    public static IdentityPolicies everything() {
        return new IdentityPolicies(List.of(EVERYTHING), Optional.empty());
    }

    /// What the policies and the boundary together decide.
    ///
    /// @param missing receives the context keys that statements ask for and the request lacks
    public Decision decide(
            String action, String resource, RequestContext context, Set<String> missing) {
        Decision bounded = bounded(action, resource, context, missing);
        Decision granted = granted(action, resource, context, missing);
        return bounded.compareTo(granted) > 0 ? bounded : granted;
    }

    /// What the policies decide when there is no boundary.
    Decision decideWithoutBoundary(String action, String resource, RequestContext context) {
        return granted(action, resource, context, new HashSet<>());
    }

    /// What the boundary leaves; everything where there is none.
    Decision decideBoundary(String action, String resource, RequestContext context) {
        return bounded(action, resource, context, new HashSet<>());
    }

    private Decision bounded(
            String action, String resource, RequestContext context, Set<String> missing) {
        return boundary.map(b -> b.decide(action, resource, context, missing))
                .orElse(Decision.ALLOWED);
    }

    private Decision granted(
            String action, String resource, RequestContext context, Set<String> missing) {
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
        return granted;
    }
}
