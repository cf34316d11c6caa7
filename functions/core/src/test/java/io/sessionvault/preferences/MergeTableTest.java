package io.sessionvault.preferences;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument.Merge.Merged;
import io.sessionvault.preferences.PreferencesDocument.Merge.Refused;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What merging keeps, what it answers by a literal, and what it refuses, kind by kind.
class MergeTableTest {
    private static final String PREFIX = "222222222222/eu-west-1";
    private static final VaultSettings WITH_KEY =
            settings(true, OptionalInt.empty(), OptionalInt.empty());
    private static final VaultSettings WITHOUT_KEY =
            settings(false, OptionalInt.empty(), OptionalInt.empty());
    private static final VaultSettings WITH_TIMES =
            settings(true, OptionalInt.of(15), OptionalInt.of(60));

    /// Each of these is the account's own: whatever it says, sessions are logged where they were.
    @ParameterizedTest
    @CsvSource({
        "runAsDefaultUser, {{user}}",
        "runAsEnabled, {{user}}",
        "cloudWatchLogGroupName, {{user}}",
        "cloudWatchLogGroupName, /ssm/{{user}}/{{ user }}",
        "cloudWatchLogGroupName, {{ssm:group}}",
        "cloudWatchEncryptionEnabled, {{user}}",
        "cloudWatchStreamingEnabled, {{user}}",
        "idleSessionTimeout, {{user}}",
        "maxSessionDuration, {{user}}",
        "somethingNew, {{user}}",
        "somethingNew, {{nobody}}",
        "somethingNew, '{{user'"
    })
    void keepsAFieldOfTheAccountAndTheParameterThatFeedsIt(String field, String value) {
        for (Object parameter : parameters()) {
            Map<String, Object> existing = document(with(WITH_KEY.inputs(), field, value));
            existing.put("parameters", ordered("user", parameter));

            assertUnchanged(existing, WITH_KEY);
        }
    }

    @Test
    void keepsParametersOfTheShellProfileAndOfListsAndObjectsThatNobodyKnows() {
        for (Object value :
                List.of(
                        Map.of("linux", "{{user}}", "windows", ""),
                        Map.of("linux", "cd {{ user }}; echo {{ssm:banner}}"),
                        List.of("{{user}}", 1, Map.of("deep", "{{user}}")))) {
            Map<String, Object> existing = document(with(WITH_KEY.inputs(), "shellProfile", value));
            existing.put("parameters", ordered("user", Map.of("type", "String")));

            assertUnchanged(existing, WITH_KEY);
        }
    }

    @Test
    void keepsParametersThatFeedOtherPartsOfTheDocumentOrNothingAtAll() {
        Map<String, Object> existing = document(WITH_KEY.inputs());
        existing.put("description", "for {{user}}");
        existing.put("properties", Map.of("linux", Map.of("commands", List.of("id {{user}}"))));
        existing.put(
                "parameters",
                ordered(
                        "user", Map.of("type", "String"),
                        "chained", Map.of("type", "String", "default", "{{user}}"),
                        "unused", Map.of("type", "String", "interpolationType", "ENV_VAR")));

        assertUnchanged(existing, WITH_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3BucketName",
                "s3KeyPrefix",
                "s3EncryptionEnabled",
                "kmsKeyId",
                "idleSessionTimeout",
                "maxSessionDuration"
            })
    void answersAParameterInAFieldOfTheVaultThereAndNowhereElse(String field) {
        for (String reference :
                List.of("{{user}}", "{{ user }}", "x{{user}}y", "{{nobody}}", "{{ssm:p}}")) {
            for (Object parameter : parameters()) {
                Map<String, Object> existing =
                        document(with(WITH_TIMES.inputs(), field, reference));
                existing.put("description", "for {{user}}");
                inputs(existing).put("runAsDefaultUser", "{{user}}");
                existing.put("parameters", ordered("user", parameter, "other", parameter));

                Map<String, Object> expected = new LinkedHashMap<>(existing);
                expected.put(
                        "inputs", with(inputs(existing), field, WITH_TIMES.inputs().get(field)));
                assertThat(PreferencesDocument.merge(existing, WITH_TIMES))
                        .isEqualTo(new Merged(expected, List.of("inputs." + field)));
            }
        }
    }

    /// Whoever passes a parameter that feeds nothing any more is not refused by Systems Manager.
    @Test
    void keepsAParameterThatFeedsNothingAnyMore() {
        Map<String, Object> existing =
                document(with(WITH_KEY.inputs(), "s3BucketName", "{{bucket}}"));
        existing.put("parameters", ordered("bucket", Map.of("type", "String")));

        assertThat(merged(existing, WITH_KEY).content())
                .containsEntry("parameters", existing.get("parameters"))
                .containsEntry("inputs", WITH_KEY.inputs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "alias/team", "{{key}}", "{{ssm:key}}", "arn:aws:kms:eu-west-1:1:key/x"})
    void keepsTheKeyOfTheAccountWhereTheVaultSetsNone(String key) {
        Map<String, Object> existing = document(with(WITHOUT_KEY.inputs(), "kmsKeyId", key));
        existing.put("parameters", ordered("key", Map.of("type", "String")));

        assertUnchanged(existing, WITHOUT_KEY);
        assertThat(inputs(merged(existing, WITH_KEY).content()))
                .containsEntry("kmsKeyId", SESSION_KEY.in(IRELAND).toString());
    }

    @Test
    void addsNoKeyWhereTheVaultSetsNone() {
        assertUnchanged(document(WITHOUT_KEY.inputs()), WITHOUT_KEY);
        Map<String, Object> empty = document(Map.of());

        assertThat(inputs(merged(empty, WITHOUT_KEY).content())).doesNotContainKey("kmsKeyId");
        assertThat(inputs(PreferencesDocument.create(WITHOUT_KEY))).containsEntry("kmsKeyId", "");
        assertUnchanged(PreferencesDocument.create(WITHOUT_KEY), WITHOUT_KEY);
    }

    /// The agent joins prefix and name as a path.
    @ParameterizedTest
    @CsvSource({
        "222222222222/eu-west-1, false",
        "222222222222/eu-west-1/, false",
        "222222222222/eu-west-1//, false",
        "222222222222//eu-west-1, false",
        "./222222222222/./eu-west-1/., false",
        "/222222222222/eu-west-1, true",
        "//222222222222/eu-west-1, true",
        "222222222222/eu-west-1/.., true",
        "222222222222/../222222222222/eu-west-1, true",
        "222222222222/eu-west-1/{{user}}/.., true",
        "222222222222/eu-west-1/{{user}}, true",
        "'222222222222/eu-west-1 ', true",
        "222222222222/eu-west-2, true",
        "222222222222, true",
        "'', true",
        "., true"
    })
    void comparesPrefixesAsTheAgentCleansThem(String prefix, boolean differs) {
        Map<String, Object> existing = document(with(WITH_KEY.inputs(), "s3KeyPrefix", prefix));

        if (differs) {
            assertThat(merged(existing, WITH_KEY).changed()).containsExactly("inputs.s3KeyPrefix");
            assertThat(inputs(merged(existing, WITH_KEY).content()))
                    .containsEntry("s3KeyPrefix", PREFIX);
        } else {
            assertUnchanged(existing, WITH_KEY);
        }
    }

    @Test
    void keepsAPrefixThatMeansTheSameWhereAnotherFieldHasToChange() {
        Map<String, Object> existing =
                document(
                        with(
                                with(WITH_KEY.inputs(), "s3KeyPrefix", PREFIX + "/"),
                                "s3BucketName",
                                "theirs"));

        Merged merged = merged(existing, WITH_KEY);

        assertThat(inputs(merged.content()))
                .isEqualTo(with(WITH_KEY.inputs(), "s3KeyPrefix", PREFIX + "/"));
        assertThat(merged.changed()).containsExactly("inputs.s3BucketName");
    }

    @Test
    void takesTheWordForTheBooleanAsTheAgentDoes() {
        assertUnchanged(document(with(WITH_KEY.inputs(), "s3EncryptionEnabled", "true")), WITH_KEY);
        for (Object other : Arrays.asList(false, "false", "TRUE", "", 1, "{{user}}", null)) {
            assertThat(
                            merged(
                                            document(
                                                    with(
                                                            WITH_KEY.inputs(),
                                                            "s3EncryptionEnabled",
                                                            other)),
                                            WITH_KEY)
                                    .content())
                    .containsEntry("inputs", WITH_KEY.inputs());
        }
    }

    /// The agent, a Go program, reads a field whatever the case of its letters, and the last one
    /// of two wins.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S3BucketName",
                "s3keyprefix",
                "S3ENCRYPTIONENABLED",
                "KmsKeyId",
                "\u212AmsKeyId",
                "idlesessiontimeout",
                "MaxSessionDuration"
            })
    void refusesAFieldOfTheVaultInAnotherSpelling(String name) {
        Map<String, Object> existing = document(with(WITH_TIMES.inputs(), name, "x"));

        assertThat(PreferencesDocument.merge(existing, WITH_TIMES)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inputs", "PARAMETERS", "SessionType", "schemaversion"})
    void refusesAPartOfTheDocumentInAnotherSpelling(String name) {
        Map<String, Object> existing = with(document(WITH_KEY.inputs()), name, Map.of());

        assertThat(PreferencesDocument.merge(existing, WITH_KEY)).isInstanceOf(Refused.class);
    }

    @Test
    void saysWhichFieldIsAmbiguous() {
        assertThat(
                        PreferencesDocument.merge(
                                document(with(WITH_KEY.inputs(), "S3BucketName", "")), WITH_KEY))
                .isEqualTo(
                        new Refused(
                                "inputs has s3BucketName in another spelling, which the agent takes"
                                        + " for the same field"));
    }

    @Test
    void refusesNoOtherSpellingOfAFieldThatTheVaultDoesNotSet() {
        assertUnchanged(document(with(WITHOUT_KEY.inputs(), "KmsKeyId", "x")), WITHOUT_KEY);
        assertUnchanged(document(with(WITH_KEY.inputs(), "RunAsEnabled", true)), WITH_KEY);
        assertUnchanged(document(with(WITH_KEY.inputs(), "IdleSessionTimeout", "9")), WITH_KEY);
    }

    @Test
    void refusesInputsThatAreAReference() {
        Map<String, Object> existing = with(document(Map.of()), "inputs", "{{inputs}}");
        existing.put("parameters", ordered("inputs", Map.of("type", "StringMap")));

        assertThat(PreferencesDocument.merge(existing, WITH_KEY))
                .isEqualTo(new Refused("inputs is not an object"));
    }

    private static void assertUnchanged(Map<String, Object> existing, VaultSettings settings) {
        Map<String, Object> before = new LinkedHashMap<>(existing);

        assertThat(PreferencesDocument.merge(existing, settings))
                .isEqualTo(new Merged(before, List.of()));
    }

    private static Merged merged(Map<String, Object> existing, VaultSettings settings) {
        return (Merged) PreferencesDocument.merge(existing, settings);
    }

    private static List<Object> parameters() {
        return List.of(
                Map.of("type", "String"),
                Map.of("type", "String", "default", "operator"),
                Map.of("type", "String", "default", "{{user}}"));
    }

    private static VaultSettings settings(boolean key, OptionalInt idle, OptionalInt max) {
        return new VaultSettings(
                "session-logs",
                PREFIX,
                key ? Optional.of(SESSION_KEY.in(IRELAND)) : Optional.empty(),
                idle,
                max);
    }

    private static Map<String, Object> document(Map<String, Object> inputs) {
        return ordered("schemaVersion", "1.0", "sessionType", "Standard_Stream", "inputs", inputs);
    }

    private static Map<String, Object> with(
            Map<String, Object> fields, String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return changed;
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
