package io.sessionvault.permissions;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What the caller's own policies, its permissions boundary and the resource's policy grant
/// together, before any denial and any control policy.
///
/// @param identity whether the caller's own policies allow the request
/// @param boundary whether its boundary does; yes where there is none
/// @param resource the resource's side
record Grant(Match identity, Match boundary, Optional<ResourcePolicies> resource, Request request) {
    private static final Set<Reach> EVERY_REACH = EnumSet.allOf(Reach.class);

    static Grant of(
            PrincipalPolicies principal, Optional<ResourcePolicies> resource, Request request) {
        var identity = Match.no();
        for (var policy : principal.identity()) {
            identity = identity.or(policy.allows(request, Layer.IDENTITY, EVERY_REACH));
        }
        var boundary =
                principal
                        .boundary()
                        .map(policy -> policy.allows(request, Layer.BOUNDARY, EVERY_REACH))
                        .orElse(Match.yes());
        return new Grant(identity, boundary, resource, request);
    }

    /// Tells whether they grant the request, and by which statements.
    Match match() {
        var ownSide = identity.and(boundary);
        if (resource.isEmpty()) {
            return ownSide;
        }
        if (!resource.get().owner().equals(request.caller().account())) {
            return ownSide.and(byResource(EVERY_REACH));
        }
        var delegated = resource.get().mustAllow() ? ownSide.and(byResource(EVERY_REACH)) : ownSide;
        return delegated.or(directly());
    }

    /// What the policy of a resource of the caller's account grants the caller without its own
    /// policies.
    ///
    /// Source: IAM user guide, "Policy evaluation for requests within a single account";
    /// "Permissions boundaries for IAM entities", "Evaluating effective permissions with
    /// boundaries".
    private Match directly() {
        var untold =
                Match.maybe(
                        Doubt.of(
                                "AWS does not say whether the permissions boundary limits what"
                                        + " a policy grants everybody"));
        return byResource(Set.of(Reach.ITSELF))
                .or(byResource(Set.of(Reach.ROLE)).and(boundary))
                .or(byResource(Set.of(Reach.EVERYBODY)).and(boundary.or(untold)));
    }

    private Match byResource(Set<Reach> reaches) {
        return resource.flatMap(ResourcePolicies::policy)
                .map(policy -> policy.allows(request, Layer.RESOURCE, reaches))
                .orElse(Match.no());
    }

    /// Where a statement is missing if they do not grant it.
    Layer lacking() {
        if (identity.equals(Match.no())) {
            return Layer.IDENTITY;
        }
        return boundary.equals(Match.no()) ? Layer.BOUNDARY : Layer.RESOURCE;
    }
}
