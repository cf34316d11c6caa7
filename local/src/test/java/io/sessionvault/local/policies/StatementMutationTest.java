package io.sessionvault.local.policies;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No statement of a deployed policy, and no condition, action or resource of one, can be dropped without a row of the
/// table noticing. One that no row needs is either superfluous or not proven.
class StatementMutationTest {
    /// A policy with something dropped.
    ///
    /// @param statement the statement that it is dropped from
    /// @param dropped what, for people
    private record Mutant(Policy.Statement statement, String dropped, Policy policy) {}

    /// How likely a row is to notice.
    private enum Bearing {
        DECIDED_BY_IT,
        ITS_ACTION,
        ANY
    }

    /// A row asked again while something is missing.
    ///
    /// @param dropped world, policy and what is missing, for people
    private record Question(
            String dropped, Outcome before, Bearing bearing, Simulation simulation) {}

    /// A world, its rows, and what they are answered while nothing is missing.
    private record Answered(VaultWorld world, List<Simulation> rows, List<Outcome> answers) {
        static Answered of(VaultWorld world) {
            var rows = VaultRows.of(world).stream().map(Row::simulation).toList();
            return new Answered(world, rows, PolicySimulator.run(rows));
        }
    }

    private static final List<Answered> WORLDS =
            VaultWorld.all().stream().map(Answered::of).toList();

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
                        WORLDS.stream()
                                .map(Answered::world)
                                .flatMap(world ->
                                        NOT_SHOWN_BY_A_ROW.keySet().stream()
                                                .map(condition -> world + ": " + condition))
                                .toList());
    }

    @Test
    void everyActionAndResourceIsNeededByARow() {
        // With one key two resources can be the same key: it is enough that some world needs each.
        assertThat(
                        noticed(StatementMutationTest::withoutAnElement).entrySet().stream()
                                .collect(
                                        groupingBy(
                                                mutant -> inAnyWorld(mutant.getKey()),
                                                reducing(
                                                        false,
                                                        Map.Entry::getValue,
                                                        Boolean::logicalOr)))
                                .entrySet())
                .filteredOn(inAnyWorld -> !inAnyWorld.getValue())
                .as("actions and resources that no row of any world needs")
                .isEmpty();
    }

    private static String inAnyWorld(String dropped) {
        return dropped.substring(dropped.indexOf(": "));
    }

    private static Stream<Mutant> withoutAStatement(Policy policy) {
        return policy.statements().stream()
                .map(statement ->
                        new Mutant(statement, statement.name(), policy.without(statement)));
    }

    private static Stream<Mutant> withoutACondition(Policy policy) {
        return policy.statements().stream()
                .flatMap(statement ->
                        statement.conditions().stream()
                                .map(condition ->
                                        new Mutant(
                                                statement,
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
                                                statement,
                                                statement.name() + ": " + shorter.getKey(),
                                                policy.with(statement, shorter.getValue()))));
    }

    private static Set<String> unnoticed(Function<Policy, Stream<Mutant>> mutation) {
        var unnoticed = noticed(mutation);
        unnoticed.values().removeIf(isNoticed -> isNoticed);
        return unnoticed.keySet();
    }

    /// Whether some row noticed, for whatever a mutation drops in any world.
    private static Map<String, Boolean> noticed(Function<Policy, Stream<Mutant>> mutation) {
        var noticed = new TreeMap<String, Boolean>();
        var questions = new ArrayList<Question>();
        for (var answered : WORLDS) {
            for (var policy : answered.world().policies()) {
                for (var mutant : mutation.apply(policy).toList()) {
                    var name = answered.world() + ": " + policy.name() + ": " + mutant.dropped();
                    assertThat(noticed.put(name, false)).as("%s stands there once", name).isNull();
                    questions.addAll(questions(name, answered, policy, mutant));
                }
            }
        }
        assertThat(noticed).isNotEmpty();
        // Once a row has noticed, those that are less likely to need not be asked.
        for (var bearing : Bearing.values()) {
            ask(
                    questions.stream()
                            .filter(question -> question.bearing() == bearing)
                            .filter(question ->
                                    Boolean.FALSE.equals(noticed.get(question.dropped())))
                            .toList(),
                    noticed);
        }
        return noticed;
    }

    private static void ask(List<Question> questions, Map<String, Boolean> noticed) {
        var after = PolicySimulator.run(questions.stream().map(Question::simulation).toList());
        for (var index = 0; index < questions.size(); index++) {
            if (after.get(index).differsFrom(questions.get(index).before())) {
                noticed.put(questions.get(index).dropped(), true);
            }
        }
    }

    /// The rows in which a policy has a say, with the mutant in its place.
    private static List<Question> questions(
            String dropped, Answered answered, Policy policy, Mutant mutant) {
        var questions = new ArrayList<Question>();
        for (var index = 0; index < answered.rows().size(); index++) {
            var row = answered.rows().get(index);
            if (row.policies().anyMatch(policy::equals)) {
                questions.add(
                        new Question(
                                dropped,
                                answered.answers().get(index),
                                bearing(policy, mutant, answered.answers().get(index), row),
                                row.with(other -> other.equals(policy) ? mutant.policy() : other)));
            }
        }
        return questions;
    }

    private static Bearing bearing(Policy policy, Mutant mutant, Outcome before, Simulation row) {
        var statement = mutant.statement();
        if (before.deciding().contains(new Outcome.Deciding(policy.name(), statement.name()))) {
            return Bearing.DECIDED_BY_IT;
        }
        return String.valueOf(statement.element().get("Action")).contains(row.request().action())
                ? Bearing.ITS_ACTION
                : Bearing.ANY;
    }
}
