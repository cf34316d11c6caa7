package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which rows of the fault suite a gate plays.
class CallShareTest {
    /// Operation, what happens to it, and where.
    private static final List<List<String>> ROWS =
            List.of(
                    List.of("iam:GetRole", "throttled", "first"),
                    List.of("iam:GetRole", "reset", "first"),
                    List.of("iam:GetRole", "throttled", "second"),
                    List.of("iam:GetRole", "throttled", "third"),
                    List.of("kms:CreateKey", "reset", "first"),
                    List.of("kms:CreateKey", "reset", "second"));

    private static Set<List<String>> played(long turn) {
        return new CallShare(turn, false).of(ROWS, row -> row.subList(0, 2));
    }

    @Test
    void playsOneRowOfEachOperationAndKind() {
        for (long turn = 0; turn < 10; turn++) {
            assertThat(played(turn))
                    .extracting(row -> row.subList(0, 2))
                    .containsExactlyInAnyOrder(
                            List.of("iam:GetRole", "throttled"),
                            List.of("iam:GetRole", "reset"),
                            List.of("kms:CreateKey", "reset"));
        }
    }

    @Test
    void playsEveryRowWithinAsManyDaysAsThereAreRowsOfAKind() {
        for (long turn = -5; turn < 5; turn++) {
            Set<List<String>> seen = new HashSet<>();
            for (long day = turn; day < turn + 3; day++) {
                seen.addAll(played(day));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(ROWS);
        }
    }

    @Test
    void playsTheSameRowsOnTheSameDayAndAllOfThemWhereAskedTo() {
        assertThat(played(20_000)).isEqualTo(played(20_000));
        assertThat(new CallShare(1, true).of(ROWS, row -> row.subList(0, 2)))
                .containsExactlyElementsOf(ROWS);
    }
}
