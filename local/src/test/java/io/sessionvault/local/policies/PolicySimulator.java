package io.sessionvault.local.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.policies.Outcome.Deciding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Asks `@cloud-copilot/iam-simulate` what IAM would answer.
///
/// What it is held to, and where it deviates from IAM, stands in `SimulatorTest`.
final class PolicySimulator {
    private static final NodeScript SCRIPT = NodeScript.start("simulate.mjs");

    private final Map<Policy, Integer> policies = new LinkedHashMap<>();

    private PolicySimulator() {}

    /// The answers to the simulations, in their order. All simulations of a JVM share one node
    /// process.
    ///
    /// @throws IllegalStateException when one of them could not be simulated; the message lists
    ///     each of those
    static List<Outcome> run(List<Simulation> simulations) {
        return new PolicySimulator().answers(simulations);
    }

    private List<Outcome> answers(List<Simulation> simulations) {
        var questions = simulations.stream().map(this::question).toList();
        var documents =
                policies.keySet().stream()
                        .map(policy -> Map.of("name", policy.name(), "document", policy.document()))
                        .toList();
        var answers = SCRIPT.ask(Map.of("policies", documents, "simulations", questions));
        if (answers.size() != simulations.size()) {
            throw new IllegalStateException(
                    answers.size() + " answers to " + simulations.size() + " simulations");
        }
        var outcomes = new ArrayList<Outcome>();
        var problems = new TreeSet<String>();
        for (var index = 0; index < simulations.size(); index++) {
            var answer = answers.get(index);
            if (answer.has("error")) {
                problems.add(problem(simulations.get(index), answer.get("error").asText()));
            } else {
                outcomes.add(outcome(answer));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return outcomes;
    }

    private Map<String, Object> question(Simulation simulation) {
        var facts = simulation.facts();
        var question = new LinkedHashMap<String, Object>();
        simulation.actor().principal().ifPresent(principal -> question.put("principal", principal));
        question.put("action", simulation.request().action());
        question.put("resource", simulation.request().target().arn());
        question.put("resourceAccount", simulation.request().target().account());
        question.put("context", facts.present());
        question.put("absent", facts.absent());
        question.put("identity", numbers(simulation.actor().identity()));
        question.put(
                "controls", simulation.actor().controls().stream().map(this::numbers).toList());
        simulation
                .resourcePolicy()
                .ifPresent(policy -> question.put("resourcePolicy", number(policy)));
        question.put("blocksPublicAccess", simulation.request().target().blocksPublicAccess());
        return question;
    }

    private List<Integer> numbers(List<Policy> some) {
        return some.stream().map(this::number).toList();
    }

    private int number(Policy policy) {
        return policies.computeIfAbsent(policy, unseen -> policies.size());
    }

    private Outcome outcome(JsonNode answer) {
        var numbered = List.copyOf(policies.keySet());
        var deciding = new ArrayList<Deciding>();
        for (var statement : answer.path("deciding")) {
            var policy = numbered.get(statement.path("policy").intValue());
            // A policy without statements stands there with one that decides nothing.
            var place = statement.path("statement").intValue() - 1;
            deciding.add(new Deciding(policy.name(), policy.statements().get(place).name()));
        }
        if (answer.path("publicAccessBlocked").booleanValue()) {
            deciding.add(Deciding.PUBLIC_ACCESS_BLOCK);
        }
        return new Outcome(
                Decision.valueOf(answer.path("decision").asText()), new TreeSet<>(deciding));
    }

    private static String problem(Simulation simulation, String error) {
        return simulation.actor().principal().orElse("anybody")
                + " "
                + simulation.request().action()
                + " "
                + simulation.request().target().arn()
                + ": "
                + error;
    }
}
