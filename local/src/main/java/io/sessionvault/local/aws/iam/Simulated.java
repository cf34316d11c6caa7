package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.ControlLevels;
import io.sessionvault.local.aws.policy.Decision;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.RequestContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a simulation is about, and what it is told.
///
/// @param account the 12 digits of the account of the user or role
/// @param policies what binds the user or role
/// @param context the context keys that the simulation was given
/// @param controls the service control policies that the account is under
/// @param refusesForeign whether it denies everything about resources of other accounts
record Simulated(
        String account,
        IdentityPolicies policies,
        RequestContext context,
        ControlLevels controls,
        boolean refusesForeign) {
    /// What a simulation finds about an action on a resource.
    ///
    /// @param missing the context keys that statements ask for and the simulation was not given
    /// @param isLeft whether the organization's policies leave it
    record Finding(String resource, Decision decision, Set<String> missing, boolean isLeft) {}

    /// Service control policies see none of the keys that the simulation is given, and the keys that
    /// they ask for are not among the missing ones.
    ///
    /// Source: IAM API reference, `SimulatePrincipalPolicy` and data type `EvaluationResult`,
    /// `MissingContextValues`.
    Finding find(String action, String resource) {
        RequestContext nothing = RequestContext.of(Map.of());
        boolean isLeft = controls.decide(action, resource, nothing) == Decision.ALLOWED;
        if (!isLeft || (refusesForeign && isForeign(resource))) {
            return new Finding(resource, Decision.IMPLICIT_DENY, Set.of(), isLeft);
        }
        var missing = new TreeSet<String>();
        Decision decision = policies.decide(action, resource, context, missing);
        return new Finding(resource, decision, missing, true);
    }

    /// ARNs without an account, as those of buckets, count as the caller's own.
    private boolean isForeign(String resource) {
        String[] parts = resource.split(":", 6);
        return parts.length == 6 && parts[4].matches("[0-9]{12}") && !parts[4].equals(account);
    }
}
