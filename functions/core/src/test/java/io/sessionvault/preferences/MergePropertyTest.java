package io.sessionvault.preferences;

import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument.Merge.Merged;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;

/// What holds for every document that may be merged into.
class MergePropertyTest {
    private static final VaultSettings SETTINGS =
            new VaultSettings(
                    "session-logs",
                    "222222222222",
                    SESSION_KEY,
                    OptionalInt.of(15),
                    OptionalInt.empty());

    @Property
    void mergingTwiceChangesNothing(@ForAll("documents") Map<String, Object> existing) {
        Map<String, Object> once = merge(existing).content();

        assertThat(merge(once)).isEqualTo(new Merged(once, List.of()));
    }

    @Property
    void aDocumentIsUnchangedExactlyWhenNoFieldIsNamed(
            @ForAll("documents") Map<String, Object> existing) {
        Merged merged = merge(existing);

        assertThat(merged.changed().isEmpty()).isEqualTo(merged.content().equals(existing));
    }

    @Property
    void theVaultOwnsItsFieldsAndNoParameterFeedsTheInputs(
            @ForAll("documents") Map<String, Object> existing) {
        Map<String, Object> content = merge(existing).content();

        assertThat(content.get("inputs"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(SETTINGS.inputs());
        Set<String> feeding = ParameterReferences.in(content.get("inputs"));
        feeding.retainAll(((Map<?, ?>) content.getOrDefault("parameters", Map.of())).keySet());
        assertThat(feeding).isEmpty();
    }

    private static Merged merge(Map<String, Object> existing) {
        return (Merged) PreferencesDocument.merge(existing, SETTINGS);
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return GeneratedDocuments.documents();
    }
}
