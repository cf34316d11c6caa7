package io.sessionvault.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTreeTest {
    private static final AccountId MANAGEMENT = new AccountId("210987654321");
    private static final AccountId MEMBER = new AccountId("222222222222");
    private static final NamedDocument ALLOW = new NamedDocument("p-a", "Allow", Map.of());

    @Test
    void namesEveryLevelFromTheRootDown() {
        ControlTree tree =
                new ControlTree(
                        MANAGEMENT,
                        Map.of(MEMBER.value(), "ou-2", "ou-2", "ou-1", "ou-1", "r-1"),
                        Map.of("r-1", "Root", "ou-1", "Teams"),
                        Map.of("r-1", List.of("p-a"), MEMBER.value(), List.of("p-a")),
                        Map.of("p-a", ALLOW));

        assertThat(tree.levels(MEMBER))
                .isEqualTo(
                        new ControlLevels.Read(
                                List.of(
                                        new ControlLevels.Level("root Root (r-1)", List.of(ALLOW)),
                                        new ControlLevels.Level(
                                                "organizational unit Teams (ou-1)", List.of()),
                                        new ControlLevels.Level(
                                                "organizational unit ou-2", List.of()),
                                        new ControlLevels.Level(
                                                "account 222222222222", List.of(ALLOW)))));
    }

    /// 16 levels are the most that are walked.
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17})
    void endsAtADepthThatCannotBe(int levels) {
        Map<String, String> parents = new HashMap<>();
        parents.put(MEMBER.value(), levels == 2 ? "r-1" : "ou-1");
        for (int i = 1; i < levels - 1; i++) {
            parents.put("ou-" + i, i == levels - 2 ? "r-1" : "ou-" + (i + 1));
        }
        ControlTree tree =
                new ControlTree(
                        MANAGEMENT,
                        parents,
                        Map.of(),
                        Map.of(MEMBER.value(), List.of("p-a")),
                        Map.of("p-a", ALLOW));

        assertThat(tree.levels(MEMBER) instanceof ControlLevels.NotReadable)
                .isEqualTo(levels > ControlTree.DEEPEST);
    }

    @Test
    void nothingApplies() {
        ControlTree tree =
                new ControlTree(
                        MANAGEMENT,
                        Map.of(MANAGEMENT.value(), "r-1", MEMBER.value(), "r-1"),
                        Map.of(),
                        Map.of(MANAGEMENT.value(), List.of("p-a")),
                        Map.of("p-a", ALLOW));

        assertThat(tree.levels(MANAGEMENT)).isInstanceOf(ControlLevels.DoNotApply.class);
        assertThat(tree.levels(MEMBER)).isInstanceOf(ControlLevels.DoNotApply.class);
        assertThat(tree.levels(new AccountId("999999999999")))
                .isInstanceOf(ControlLevels.NotReadable.class);
    }
}
