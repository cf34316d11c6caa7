package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.Decision;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.RequestContext;
import java.util.Set;
import java.util.TreeSet;

/// What a simulation is about, and what it is told.
///
/// @param account the 12 digits of the account of the user or role
/// @param policies what binds the user or role
/// @param context the context keys that the simulation was given
/// @param refusesForeign whether it denies everything about resources of other accounts
record Simulated(
        String account, IdentityPolicies policies, RequestContext context, boolean refusesForeign) {
    /// What a simulation finds about an action on a resource.
    ///
    /// @param missing the context keys that statements ask for and the simulation was not given
    record Finding(String resource, Decision decision, Set<String> missing) {}

    Finding find(String action, String resource) {
        if (refusesForeign && isForeign(resource)) {
            return new Finding(resource, Decision.IMPLICIT_DENY, Set.of());
        }
        var missing = new TreeSet<String>();
        Decision decision = policies.decide(action, resource, context, missing);
        return new Finding(resource, decision, missing);
    }

    /// ARNs without an account, as those of buckets, count as the caller's own.
    private boolean isForeign(String resource) {
        String[] parts = resource.split(":", 6);
        return parts.length == 6 && parts[4].matches("[0-9]{12}") && !parts[4].equals(account);
    }
}
