package io.sessionvault.preferences;

import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument.Merge.Merged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for every document that may be merged into, whatever the vault sets.
class MergePropertyTest {
    @Property
    void mergingTwiceChangesNothing(
            @ForAll("documents") Map<String, Object> existing,
            @ForAll("settings") VaultSettings settings) {
        Map<String, Object> once = merge(existing, settings).content();

        assertThat(merge(once, settings)).isEqualTo(new Merged(once, List.of()));
    }

    @Property
    void aDocumentIsUnchangedExactlyWhenNoFieldIsNamed(
            @ForAll("documents") Map<String, Object> existing,
            @ForAll("settings") VaultSettings settings) {
        Merged merged = merge(existing, settings);

        assertThat(merged.changed().isEmpty()).isEqualTo(merged.content().equals(existing));
    }

    @Property
    void nothingIsLostButWhatAFieldOfTheVaultHeld(
            @ForAll("documents") Map<String, Object> existing,
            @ForAll("settings") VaultSettings settings) {
        Map<String, Object> content = merge(existing, settings).content();

        assertThat(withoutFieldsOf(content, settings))
                .isEqualTo(withoutFieldsOf(existing, settings));
        assertThat(content.keySet()).containsExactlyElementsOf(existing.keySet());
    }

    @Property
    void theVaultHasItsFieldsAndNoReferenceReachesThem(
            @ForAll("documents") Map<String, Object> existing,
            @ForAll("settings") VaultSettings settings) {
        Map<String, Object> content = merge(existing, settings).content();

        settings.inputs()
                .forEach((field, wanted) -> {
                    Object found = inputs(content).get(field);
                    assertThat(String.valueOf(found)).isEqualTo(wanted.toString());
                    assertThat(ParameterReferences.in(found)).isEmpty();
                });
        assertThat(PreferencesDocument.feedingParameters(content, settings.inputs().keySet()))
                .isEmpty();
    }

    private static Merged merge(Map<String, Object> existing, VaultSettings settings) {
        return (Merged) PreferencesDocument.merge(existing, settings);
    }

    private static Map<String, Object> withoutFieldsOf(
            Map<String, Object> document, VaultSettings settings) {
        Map<String, Object> rest = new LinkedHashMap<>(document);
        Map<Object, Object> inputs = new LinkedHashMap<>(inputs(document));
        inputs.keySet().removeAll(settings.inputs().keySet());
        rest.put("inputs", inputs);
        return rest;
    }

    private static Map<?, ?> inputs(Map<String, Object> document) {
        return (Map<?, ?>) document.getOrDefault("inputs", Map.of());
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return GeneratedDocuments.documents();
    }

    @Provide
    Arbitrary<VaultSettings> settings() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(OptionalInt.empty(), OptionalInt.of(15)),
                        Arbitraries.of(OptionalInt.empty(), OptionalInt.of(60)))
                .as((key, idle, max) ->
                        new VaultSettings(
                                "session-logs",
                                "222222222222",
                                key ? Optional.of(SESSION_KEY) : Optional.empty(),
                                idle,
                                max));
    }
}
