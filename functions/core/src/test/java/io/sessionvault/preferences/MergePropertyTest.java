package io.sessionvault.preferences;

import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument.Merge.Merged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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
        Arbitrary<Map<String, Object>> inputs =
                objects(
                        Arbitraries.of(
                                "s3BucketName",
                                "s3KeyPrefix",
                                "s3EncryptionEnabled",
                                "kmsKeyId",
                                "idleSessionTimeout",
                                "maxSessionDuration",
                                "shellProfile",
                                "runAsDefaultUser",
                                "unknown"),
                        values());
        Arbitrary<Object> parameter =
                Combinators.combine(Arbitraries.of(true, false), values())
                        .as((hasDefault, value) ->
                                hasDefault
                                        ? new LinkedHashMap<>(Map.of("default", value))
                                        : Map.of("type", "String"));
        Arbitrary<Map<String, Object>> parameters =
                objects(Arbitraries.of("a", "b", "c"), parameter);
        Arbitrary<Map<String, Object>> others =
                objects(Arbitraries.of("description", "properties", "extension"), values());
        return Combinators.combine(inputs, parameters, others, Arbitraries.of(true, false))
                .as((in, params, rest, hasParameters) -> {
                    Map<String, Object> document = new LinkedHashMap<>(rest);
                    document.put("schemaVersion", "1.0");
                    document.put("sessionType", "Standard_Stream");
                    document.put("inputs", in);
                    if (hasParameters) {
                        document.put("parameters", params);
                    }
                    return document;
                });
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> texts =
                Arbitraries.of(
                                "",
                                "true",
                                "20",
                                "{{a}}",
                                "{{ b }}",
                                "x{{c}}y{{a}}",
                                "{{ssm:p}}",
                                "{{",
                                "}}",
                                "a",
                                "{{unknown}}",
                                "{",
                                "{{a",
                                "b}}")
                        .list()
                        .ofMaxSize(2)
                        .map(parts -> String.join("", parts));
        Arbitrary<Object> leaves =
                Arbitraries.oneOf(texts, texts, Arbitraries.of(true, false, 1, 2.5));
        return Arbitraries.oneOf(
                leaves,
                leaves,
                leaves.list().ofMaxSize(2).map(list -> (Object) list),
                objects(Arbitraries.of("linux", "windows"), leaves).map(object -> (Object) object));
    }

    private static Arbitrary<Map<String, Object>> objects(
            Arbitrary<String> names, Arbitrary<Object> values) {
        return Arbitraries.maps(names, values).ofMaxSize(6).map(LinkedHashMap::new);
    }
}
