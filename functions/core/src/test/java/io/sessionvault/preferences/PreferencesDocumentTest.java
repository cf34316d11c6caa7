package io.sessionvault.preferences;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sessionvault.preferences.PreferencesDocument.Merge;
import io.sessionvault.preferences.PreferencesDocument.Merge.Merged;
import io.sessionvault.preferences.PreferencesDocument.Merge.Refused;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesDocumentTest {
    private static final VaultSettings SETTINGS =
            settings(OptionalInt.empty(), OptionalInt.empty());
    private static final Map<String, Object> OWNED =
            Map.of(
                    "s3BucketName",
                    "session-logs",
                    "s3KeyPrefix",
                    "222222222222/eu-central-1",
                    "s3EncryptionEnabled",
                    true,
                    "kmsKeyId",
                    SESSION_KEY.toString());

    @Test
    void createsADocumentWithTheDefaultsOfAwsAndTheSettingsOfTheVault() {
        Map<String, Object> created = PreferencesDocument.create(SETTINGS);

        assertThat(created)
                .containsEntry("schemaVersion", "1.0")
                .containsEntry("sessionType", "Standard_Stream")
                .doesNotContainKey("parameters");
        assertThat(inputs(created))
                .containsAllEntriesOf(OWNED)
                .contains(
                        entry("cloudWatchLogGroupName", ""),
                        entry("cloudWatchEncryptionEnabled", true),
                        entry("cloudWatchStreamingEnabled", false),
                        entry("runAsEnabled", false),
                        entry("runAsDefaultUser", ""),
                        entry("idleSessionTimeout", "20"),
                        entry("maxSessionDuration", ""),
                        entry("shellProfile", Map.of("linux", "", "windows", "")));
    }

    @Test
    void writesConfiguredDurationsAsStringsOfMinutes() {
        Map<String, Object> created =
                PreferencesDocument.create(settings(OptionalInt.of(15), OptionalInt.of(1440)));

        assertThat(inputs(created))
                .containsEntry("idleSessionTimeout", "15")
                .containsEntry("maxSessionDuration", "1440");
    }

    @Test
    void changesNothingInADocumentThatItCreated() {
        Map<String, Object> created = PreferencesDocument.create(SETTINGS);

        assertThat(PreferencesDocument.merge(created, SETTINGS))
                .isEqualTo(new Merged(created, List.of()));
    }

    @Test
    void keepsEverythingThatTheAccountHasChosen() {
        Map<String, Object> own =
                ordered(
                        "shellProfile", Map.of("linux", "exec bash\ncd ~", "windows", "cls"),
                        "runAsEnabled", true,
                        "runAsDefaultUser", "operator",
                        "cloudWatchLogGroupName", "/ssm/sessions",
                        "cloudWatchEncryptionEnabled", "false",
                        "cloudWatchStreamingEnabled", true,
                        "idleSessionTimeout", "7",
                        "maxSessionDuration", "90",
                        "somethingNew", List.of(1, Map.of("deep", true)));
        Map<String, Object> existing =
                ordered(
                        "sessionType",
                        "Standard_Stream",
                        "vendorExtension",
                        Map.of("x", 1),
                        "schemaVersion",
                        "1.0",
                        "inputs",
                        own,
                        "properties",
                        Map.of("linux", Map.of("commands", "id")),
                        "description",
                        "ours since 2019");

        Merged merged = merged(existing, SETTINGS);

        assertThat(inputs(merged.content())).containsAllEntriesOf(own).containsAllEntriesOf(OWNED);
        assertThat(merged.content())
                .containsEntry("description", "ours since 2019")
                .containsEntry("vendorExtension", Map.of("x", 1))
                .containsEntry("properties", Map.of("linux", Map.of("commands", "id")));
        assertThat(merged.content().keySet()).containsExactlyElementsOf(existing.keySet());
        assertThat(inputs(merged.content()).keySet())
                .startsWith(own.keySet().toArray(String[]::new));
        assertThat(merged.changed())
                .containsExactlyInAnyOrder(
                        "inputs.s3BucketName",
                        "inputs.s3KeyPrefix",
                        "inputs.s3EncryptionEnabled",
                        "inputs.kmsKeyId");
    }

    @Test
    void overwritesTheFieldsThatTheVaultOwnsInPlace() {
        Map<String, Object> existing =
                document(
                        ordered(
                                "s3KeyPrefix",
                                "somewhere",
                                "s3BucketName",
                                "theirs",
                                "runAsEnabled",
                                true,
                                "s3EncryptionEnabled",
                                false,
                                "kmsKeyId",
                                SESSION_KEY.in(IRELAND).toString()));

        Merged merged = merged(existing, SETTINGS);

        assertThat(inputs(merged.content())).containsAllEntriesOf(OWNED);
        assertThat(inputs(merged.content()).keySet())
                .containsExactly(
                        "s3KeyPrefix",
                        "s3BucketName",
                        "runAsEnabled",
                        "s3EncryptionEnabled",
                        "kmsKeyId");
        assertThat(merged.changed())
                .containsExactly(
                        "inputs.s3KeyPrefix",
                        "inputs.s3BucketName",
                        "inputs.s3EncryptionEnabled",
                        "inputs.kmsKeyId");
    }

    @Test
    void overwritesDurationsOnlyWhenConfigured() {
        Map<String, Object> inputs = new LinkedHashMap<>(OWNED);
        inputs.put("idleSessionTimeout", "7");
        inputs.put("maxSessionDuration", "90");
        Map<String, Object> existing = document(inputs);

        assertThat(merged(existing, SETTINGS).changed()).isEmpty();
        assertThat(merged(existing, settings(OptionalInt.of(7), OptionalInt.empty())).changed())
                .isEmpty();
        Merged enforced = merged(existing, settings(OptionalInt.of(5), OptionalInt.of(60)));
        assertThat(inputs(enforced.content()))
                .containsEntry("idleSessionTimeout", "5")
                .containsEntry("maxSessionDuration", "60");
        assertThat(enforced.changed())
                .containsExactly("inputs.idleSessionTimeout", "inputs.maxSessionDuration");
    }

    @Test
    void addsInputsToADocumentWithoutAny() {
        Merged merged =
                merged(ordered("schemaVersion", "1.0", "sessionType", "Standard_Stream"), SETTINGS);

        assertThat(inputs(merged.content())).isEqualTo(OWNED);
        assertThat(merged.changed()).hasSize(4);
    }

    @Test
    void leavesTheGivenDocumentAsItIs() {
        Map<String, Object> inputs = ordered("s3BucketName", "{{bucket}}", "runAsEnabled", true);
        Map<String, Object> parameters =
                ordered("bucket", ordered("type", "String"), "unused", ordered("type", "String"));
        Map<String, Object> existing = document(inputs);
        existing.put("parameters", parameters);

        merged(existing, SETTINGS);

        assertThat(inputs).isEqualTo(ordered("s3BucketName", "{{bucket}}", "runAsEnabled", true));
        assertThat(parameters).containsOnlyKeys("bucket", "unused");
        assertThat(existing)
                .containsOnlyKeys("schemaVersion", "sessionType", "inputs", "parameters");
    }

    @Test
    void overwritesAReferenceToTheParameterStoreInAFieldOfTheVault() {
        Map<String, Object> inputs = new LinkedHashMap<>(OWNED);
        inputs.put("s3BucketName", "{{ssm:bucket}}");

        assertThat(inputs(merged(document(inputs), SETTINGS).content())).isEqualTo(OWNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "0.3", "2.2", ""})
    void refusesAnotherSchemaVersion(String version) {
        Map<String, Object> existing = document(Map.of());
        existing.put("schemaVersion", version);

        assertThat(refusal(existing)).contains("schemaVersion");
    }

    @Test
    void refusesASchemaVersionThatIsMissingOrANumber() {
        Map<String, Object> missing = document(Map.of());
        missing.remove("schemaVersion");
        Map<String, Object> number = document(Map.of());
        number.put("schemaVersion", 1.0);

        assertThat(refusal(missing)).contains("schemaVersion");
        assertThat(refusal(number)).contains("schemaVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InteractiveCommands", "NonInteractiveCommands", "Port", ""})
    void refusesAnotherSessionType(String type) {
        Map<String, Object> existing = document(Map.of());
        existing.put("sessionType", type);

        assertThat(refusal(existing)).contains("sessionType");
    }

    @Test
    void refusesInputsAndParametersThatAreNotObjects() {
        for (Object notAnObject : Arrays.asList("text", 1, List.of(), true, null)) {
            Map<String, Object> inputs = new HashMap<>(document(Map.of()));
            inputs.put("inputs", notAnObject);
            Map<String, Object> parameters = new HashMap<>(document(Map.of()));
            parameters.put("parameters", notAnObject);

            assertThat(refusal(inputs)).isEqualTo("inputs is not an object");
            assertThat(refusal(parameters)).isEqualTo("parameters is not an object");
        }
    }

    @Test
    void keepsNullsOfFieldsThatItDoesNotOwn() {
        Map<String, Object> inputs = new HashMap<>(OWNED);
        inputs.put("runAsDefaultUser", null);
        Map<String, Object> existing = document(inputs);

        assertThat(PreferencesDocument.merge(existing, SETTINGS))
                .isEqualTo(new Merged(existing, List.of()));
    }

    private static VaultSettings settings(OptionalInt idle, OptionalInt max) {
        return new VaultSettings(
                "session-logs",
                "222222222222/eu-central-1",
                Optional.of(SESSION_KEY.in(FRANKFURT)),
                idle,
                max);
    }

    private static Merged merged(Map<String, Object> existing, VaultSettings settings) {
        Merge merge = PreferencesDocument.merge(existing, settings);
        assertThat(merge).isInstanceOf(Merged.class);
        return (Merged) merge;
    }

    private static String refusal(Map<String, Object> existing) {
        Merge merge = PreferencesDocument.merge(existing, SETTINGS);
        assertThat(merge).isInstanceOf(Refused.class);
        return ((Refused) merge).reason();
    }

    private static Map<String, Object> document(Map<String, Object> inputs) {
        return ordered("schemaVersion", "1.0", "sessionType", "Standard_Stream", "inputs", inputs);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inputs(Map<String, Object> document) {
        return (Map<String, Object>) document.getOrDefault("inputs", Map.of());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
