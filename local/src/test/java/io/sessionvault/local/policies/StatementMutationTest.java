package io.sessionvault.local.policies;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No statement of a deployed policy, and no condition, action or resource of one, can be dropped without a row of the
/// table noticing. One that no row needs is either superfluous or not proven.
class StatementMutationTest {
    /// A policy with something dropped.
    ///
    /// @param dropped what, for people
    private record Mutant(String dropped, Policy policy) {}

    /// A row asked again while something is missing.
    ///
    /// @param dropped world, policy and what is missing, for people
    private record Question(String dropped, Outcome before, Simulation simulation) {}

    /// Conditions whose absence no answer of IAM shows, and what they are for.
    private static final Map<String, String> NOT_SHOWN_BY_A_ROW =
            Map.of(
                    "VaultBucketPolicy: ReaderReadsLogs: StringEquals aws:PrincipalOrgID",
                    "without it S3 takes the policy for a public one, which the bucket refuses");

    @Test
    void everyStatementIsNeededByARow() {
        assertThat(unnoticed(StatementMutationTest::withoutAStatement))
                .as("statements that no row of the table needs")
                .isEmpty();
    }

    @Test
    void everyConditionIsNeededByARow() {
        assertThat(unnoticed(StatementMutationTest::withoutACondition))
                .as("conditions that no row of the table needs")
                .containsExactlyInAnyOrderElementsOf(
                        VaultWorld.all().stream()
                                .flatMap(world ->
                                        NOT_SHOWN_BY_A_ROW.keySet().stream()
                                                .map(condition -> world + ": " + condition))
                                .toList());
    }

    @Test
    void everyActionAndResourceIsNeededByARow() {
        var unnoticed = unnoticed(StatementMutationTest::withoutAnElement);
        // With one key two resources can be the same key: it is enough that some world needs each.
        assertThat(
                        names(StatementMutationTest::withoutAnElement).stream()
                                .collect(groupingBy(name -> name.substring(name.indexOf(": "))))
                                .entrySet())
                .filteredOn(inEachWorld -> unnoticed.containsAll(inEachWorld.getValue()))
                .as("actions and resources that no row of any world needs")
                .isEmpty();
    }

    /// Whatever a mutation drops in any world.
    private static List<String> names(Function<Policy, Stream<Mutant>> mutation) {
        return VaultWorld.all().stream()
                .flatMap(world ->
                        world.policies().stream()
                                .flatMap(policy ->
                                        mutation.apply(policy)
                                                .map(mutant -> name(world, policy, mutant))))
                .toList();
    }

    private static String name(VaultWorld world, Policy policy, Mutant mutant) {
        return world + ": " + policy.name() + ": " + mutant.dropped();
    }

    private static Stream<Mutant> withoutAStatement(Policy policy) {
        return policy.statements().stream()
                .map(statement -> new Mutant(statement.name(), policy.without(statement)));
    }

    private static Stream<Mutant> withoutACondition(Policy policy) {
        return policy.statements().stream()
                .flatMap(statement ->
                        statement.conditions().stream()
                                .map(condition ->
                                        new Mutant(
                                                statement.name() + ": " + condition,
                                                policy.with(
                                                        statement, statement.without(condition)))));
    }

    private static Stream<Mutant> withoutAnElement(Policy policy) {
        return policy.statements().stream()
                .flatMap(statement ->
                        statement.shortened().entrySet().stream()
                                .map(shorter ->
                                        new Mutant(
                                                statement.name() + ": " + shorter.getKey(),
                                                policy.with(statement, shorter.getValue()))));
    }

    private static Set<String> unnoticed(Function<Policy, Stream<Mutant>> mutation) {
        var dropped = new TreeSet<String>();
        var questions = new ArrayList<Question>();
        for (var world : VaultWorld.all()) {
            var rows = VaultRows.of(world).stream().map(Row::simulation).toList();
            var before = PolicySimulator.run(rows);
            for (var policy : world.policies()) {
                for (var mutant : mutation.apply(policy).toList()) {
                    var name = name(world, policy, mutant);
                    assertThat(dropped.add(name)).as("%s stands there once", name).isTrue();
                    for (var index = 0; index < rows.size(); index++) {
                        if (rows.get(index).policies().anyMatch(policy::equals)) {
                            questions.add(
                                    new Question(
                                            name,
                                            before.get(index),
                                            rows.get(index)
                                                    .with(other ->
                                                            other.equals(policy)
                                                                    ? mutant.policy()
                                                                    : other)));
                        }
                    }
                }
            }
        }
        assertThat(dropped).isNotEmpty();
        dropped.removeAll(noticed(questions));
        return dropped;
    }

    private static List<String> noticed(List<Question> questions) {
        var after = PolicySimulator.run(questions.stream().map(Question::simulation).toList());
        var noticed = new ArrayList<String>();
        for (var index = 0; index < questions.size(); index++) {
            if (after.get(index).differsFrom(questions.get(index).before())) {
                noticed.add(questions.get(index).dropped());
            }
        }
        return noticed;
    }
}
