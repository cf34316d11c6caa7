package io.sessionvault.local.policies;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A question to IAM and every policy that has a say in its answer.
record Simulation(Actor actor, Request request) {
    /// All that is known about the context.
    ///
    /// Source: KMS developer guide, "AWS KMS condition keys", `kms:CallerAccount`.
    Facts facts() {
        var facts = request.target().facts().and(actor.facts());
        if (request.action().startsWith("kms:")
                && !request.target().arn().equals("*")
                && facts.present().get("aws:PrincipalAccount") instanceof String account) {
            facts = facts.with("kms:CallerAccount", account);
        }
        return facts.and(request.facts());
    }

    Optional<Policy> resourcePolicy() {
        return request.target().policy();
    }

    /// Every policy that is asked.
    Stream<Policy> policies() {
        return Stream.of(
                        actor.identity().stream(),
                        actor.controls().stream().flatMap(List::stream),
                        resourcePolicy().stream())
                .flatMap(policies -> policies);
    }

    /// The same question to changed policies; a role's policy that is left without statements is
    /// none.
    Simulation with(UnaryOperator<Policy> change) {
        var target = request.target();
        return new Simulation(
                new Actor(
                        actor.principal(),
                        actor.facts(),
                        changed(actor.identity(), change),
                        actor.controls().stream().map(level -> changed(level, change)).toList()),
                new Request(
                        request.action(),
                        new Target(
                                target.arn(),
                                target.account(),
                                target.policy().map(change),
                                target.blocksPublicAccess(),
                                target.facts()),
                        request.facts()));
    }

    private static List<Policy> changed(List<Policy> policies, UnaryOperator<Policy> change) {
        return policies.stream()
                .map(change)
                .filter(policy -> !policy.statements().isEmpty())
                .toList();
    }
}
