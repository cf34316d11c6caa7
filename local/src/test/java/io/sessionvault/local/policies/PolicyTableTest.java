package io.sessionvault.local.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every row of the table gets the answer that it must get, in every world.
class PolicyTableTest {
    /// All worlds are asked by one node process, for its start takes as long as hundreds of
    /// answers.
    static Stream<Arguments> answers() {
        var names = new ArrayList<String>();
        var rows = new ArrayList<Row>();
        for (var world : VaultWorld.all()) {
            for (var row : VaultRows.of(world)) {
                names.add(world + ": " + row);
                rows.add(row);
            }
        }
        assertThat(names).doesNotHaveDuplicates();
        List<Outcome> outcomes = PolicySimulator.run(rows.stream().map(Row::simulation).toList());
        return Stream.iterate(0, index -> index < rows.size(), index -> index + 1)
                .map(index -> Arguments.of(names.get(index), rows.get(index), outcomes.get(index)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void isAnsweredAsTheTableSays(String name, Row row, Outcome outcome) {
        assertThat(row.accepts(outcome))
                .as("%s: expected %s, but it is %s", name, row.expected(), outcome)
                .isTrue();
    }
}
