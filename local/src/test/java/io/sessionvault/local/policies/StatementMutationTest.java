package io.sessionvault.local.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.policies.Policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// No statement of a deployed policy can be dropped without a row of the table noticing. A
/// statement that no row needs is either superfluous or not proven.
class StatementMutationTest {
    /// A row asked again while one statement is missing.
    ///
    /// @param statement world, policy and statement, for people
    private record Mutant(String statement, Outcome before, Simulation simulation) {}

    @Test
    void everyStatementIsNeededByARow() {
        var statements = new TreeSet<String>();
        var mutants = new ArrayList<Mutant>();
        for (var world : VaultWorld.all()) {
            var rows = VaultRows.of(world).stream().map(Row::simulation).toList();
            var before = PolicySimulator.run(rows);
            for (var policy : world.policies()) {
                for (var statement : policy.statements()) {
                    var name = world + ": " + policy.name() + ": " + statement.name();
                    assertThat(statements.add(name)).as("%s stands there once", name).isTrue();
                    for (var index = 0; index < rows.size(); index++) {
                        if (rows.get(index).policies().anyMatch(policy::equals)) {
                            mutants.add(
                                    new Mutant(
                                            name,
                                            before.get(index),
                                            mutated(rows.get(index), policy, statement)));
                        }
                    }
                }
            }
        }
        statements.removeAll(noticed(mutants));
        assertThat(statements).as("statements that no row of the table needs").isEmpty();
    }

    private static Simulation mutated(Simulation row, Policy policy, Statement dropped) {
        return row.with(other -> other.equals(policy) ? other.without(dropped) : other);
    }

    private static List<String> noticed(List<Mutant> mutants) {
        var after = PolicySimulator.run(mutants.stream().map(Mutant::simulation).toList());
        var noticed = new ArrayList<String>();
        for (var index = 0; index < mutants.size(); index++) {
            if (after.get(index).differsFrom(mutants.get(index).before())) {
                noticed.add(mutants.get(index).statement());
            }
        }
        return noticed;
    }
}
