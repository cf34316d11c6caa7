package io.sessionvault.permissions;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A statement of a policy.
///
/// @param label what people see, as in `statement Logs of inline policy Agent`
/// @param effects what it does; both where its Effect has no meaning
/// @param conditions all of which must hold
/// @param doubts what nobody can tell about it, as an element that is unknown
record Statement(
        String label,
        Set<Effect> effects,
        Optional<Principals> principals,
        Names actions,
        Optional<Names> resources,
        List<Clause> conditions,
        List<Doubt> doubts) {
    private static final String PRINCIPAL_ARN = "aws:principalarn";

    /// What a statement does with the requests it matches.
    enum Effect {
        ALLOW,
        DENY
    }

    /// Tells whether it allows a request.
    ///
    /// @param reaches how it has to name the caller, if it is on the resource's side
    Match allows(Request request, Layer layer, Set<Reach> reaches) {
        return effects.contains(Effect.ALLOW)
                ? matches(request, layer, reaches, false)
                : Match.no();
    }

    /// Tells whether it denies a request.
    ///
    /// @param bounded whether the caller has a permissions boundary
    Match denies(Request request, Layer layer, boolean bounded) {
        return effects.contains(Effect.DENY)
                ? matches(request, layer, Set.of(Reach.values()), bounded)
                : Match.no();
    }

    private Match matches(Request request, Layer layer, Set<Reach> reaches, boolean deniesBounded) {
        var context = request.context();
        var match = actions.mean(request.action(), context);
        if (!match.equals(Match.no())) {
            match = match.and(meansResource(request, layer));
        }
        if (!match.equals(Match.no())) {
            match = match.and(meansCaller(request.caller(), layer, reaches, deniesBounded));
        }
        for (var clause : conditions) {
            if (match.equals(Match.no())) {
                return match;
            }
            match = match.and(clause.holds(context));
        }
        for (var doubt : doubts) {
            match = match.and(Match.maybe(doubt));
        }
        return match.and(new Match.Yes(label));
    }

    /// The policy of a resource may leave Resource out, as trust policies do.
    private Match meansResource(Request request, Layer layer) {
        if (resources.isPresent()) {
            Names names = resources.get();
            return request.resource()
                    .map(resource -> names.mean(resource, request.context()))
                    .orElseGet(() ->
                            names.meanSome(
                                    Doubt.of(
                                            "it depends on the resource, which "
                                                    + label
                                                    + " names")));
        }
        return layer == Layer.RESOURCE
                ? Match.yes()
                : Match.maybe(Doubt.of(label + " has no Resource"));
    }

    private Match meansCaller(
            Caller caller, Layer layer, Set<Reach> reaches, boolean deniesBounded) {
        boolean mustNamePrincipals =
                switch (layer) {
                    case RESOURCE, RESOURCE_CONTROL -> true;
                    case IDENTITY, BOUNDARY, SERVICE_CONTROL -> false;
                };
        if (principals.isPresent() != mustNamePrincipals) {
            return Match.maybe(
                    Doubt.of(
                            label
                                    + (mustNamePrincipals
                                            ? " has no Principal"
                                            : " has a Principal")));
        }
        var any = Match.no();
        for (var reach : Reach.values()) {
            if (principals.isPresent() && reaches.contains(widened(reach))) {
                any = any.or(principals.get().mean(caller, reach, deniesBounded));
            }
        }
        return mustNamePrincipals ? any : Match.yes();
    }

    /// Everybody under a condition of `aws:PrincipalArn` is the same as the session itself.
    ///
    /// Source: IAM user guide, "Policy evaluation for requests within a single account", "IAM
    /// role".
    private Reach widened(Reach reach) {
        return reach == Reach.EVERYBODY && conditions.stream().anyMatch(Statement::namesArn)
                ? Reach.ITSELF
                : reach;
    }

    private static boolean namesArn(Clause clause) {
        return clause instanceof Clause.Compared compared
                && compared.key().equals(PRINCIPAL_ARN)
                && !compared.operator().negated();
    }
}
