package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.Set;

/// Decides about a call, from the caller's own policies, the resource's, and those of the
/// organization that the accounts of both are under.
///
/// A boundary binds also what the resource's policy grants; IAM makes an exception for a policy that
/// names the very session or user.
///
/// Source: IAM user guide, "Policy evaluation logic" and "Troubleshoot access denied error
/// messages".
public final class Evaluation {
    /// The part of the resource's policy.
    ///
    /// @param grant what it says about the caller
    /// @param mustAllow whether the call needs its consent
    /// @param isOfOneAccount whether caller and resource are of the same account, where a grant to
    ///     the caller is enough
    public record ResourceSide(Grant grant, boolean mustAllow, boolean isOfOneAccount) {}

    /// What the organization's policies leave.
    ///
    /// @param service service control policies, of the caller's account
    /// @param resource resource control policies, of the resource's account
    public record Controls(ControlLevels service, ControlLevels resource) {}

    private Evaluation() {}

    /// What the policies decide.
    public static Verdict decide(
            String action,
            String resource,
            RequestContext context,
            Controls controls,
            IdentityPolicies own,
            ResourceSide side) {
        Decision controlled = controls.service().decide(action, resource, context);
        if (controlled == Decision.EXPLICIT_DENY) {
            return denied("a service control policy");
        }
        if (controls.resource().decide(action, resource, context) != Decision.ALLOWED) {
            return denied("a resource control policy");
        }
        Decision granted = own.decideWithoutBoundary(action, resource, context);
        Decision bounded = own.decideBoundary(action, resource, context);
        if (granted == Decision.EXPLICIT_DENY) {
            return denied("an identity-based policy");
        }
        if (bounded == Decision.EXPLICIT_DENY) {
            return denied("a permissions boundary");
        }
        if (side.grant() == Grant.DENIED) {
            return denied("a resource-based policy");
        }
        if (controlled != Decision.ALLOWED) {
            return unallowed("service control policy", action);
        }
        boolean isEnough = side.isOfOneAccount() && side.grant() == Grant.TO_CALLER;
        if (granted != Decision.ALLOWED && !isEnough) {
            return unallowed("identity-based policy", action);
        }
        if (bounded != Decision.ALLOWED) {
            return unallowed("permissions boundary", action);
        }
        if (side.mustAllow() && side.grant() == Grant.NONE) {
            return unallowed("resource-based policy", action);
        }
        return new Verdict.Allowed(allowing(own, action, resource, context));
    }

    private static Set<String> allowing(
            IdentityPolicies own, String action, String resource, RequestContext context) {
        var ids = new HashSet<String>();
        own.policies().stream()
                .flatMap(policy -> policy.statements().stream())
                .filter(Statement::isAllow)
                .filter(s -> s.applies(action, resource, context, new HashSet<>()))
                .forEach(statement -> ids.add(statement.id()));
        return ids;
    }

    private static Verdict denied(String by) {
        return new Verdict.Refused("with an explicit deny in " + by);
    }

    private static Verdict unallowed(String by, String action) {
        return new Verdict.Refused("because no %s allows the %s action".formatted(by, action));
    }
}
