package io.sessionvault.watch;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.preferences.PreferencesDocument.Merge;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.VaultPlaces;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of the vault's text is taken back, and what stays.
class GoingBackTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final VaultPlaces VAULT = VaultPlaces.of(DESIRED);
    private static final String TEAMS = "arn:aws:kms:eu-west-1:410987654321:key/team";

    private static Map<String, Object> own(@Nullable Object key) {
        Map<String, Object> inputs =
                new LinkedHashMap<>(
                        Map.of(
                                "s3BucketName",
                                "teams-logs",
                                "s3EncryptionEnabled",
                                true,
                                "runAsEnabled",
                                true,
                                "idleSessionTimeout",
                                "45"));
        if (key != null) {
            inputs.put("kmsKeyId", key);
        }
        return new LinkedHashMap<>(
                Map.of(
                        "schemaVersion",
                        "1.0",
                        "sessionType",
                        "Standard_Stream",
                        "inputs",
                        inputs,
                        "parameters",
                        Map.of("key", Map.of("type", "String"))));
    }

    private static Map<String, Object> switched(Map<String, Object> own, boolean encrypted) {
        return ((Merge.Merged) PreferencesDocument.merge(own, DESIRED.settings(IRELAND, encrypted)))
                .content();
    }

    private static Map<Object, Object> inputs(Map<String, Object> content) {
        return new LinkedHashMap<>((Map<?, ?>) content.get("inputs"));
    }

    @Test
    void theKeyIsAsBeforeAndNobodyLooksAtTheBucketAndAllElseStays() {
        Map<String, Object> before = own(TEAMS);
        Map<String, Object> inForce = switched(before, true);

        Map<String, Object> back = GoingBack.of(VAULT, inForce, Optional.of(before)).orElseThrow();

        Map<Object, Object> expected = new LinkedHashMap<>(inputs(inForce));
        expected.put("kmsKeyId", TEAMS);
        expected.put("s3EncryptionEnabled", false);
        assertThat(inputs(back)).isEqualTo(expected);
        assertThat(back.keySet()).containsExactlyElementsOf(inForce.keySet());
        assertThat(back.get("parameters")).isEqualTo(inForce.get("parameters"));
        assertThat(inputs(back).get("s3BucketName")).isEqualTo(DESIRED.vault().bucket());
        assertThat(GoingBack.of(VAULT, back, Optional.of(before))).isEmpty();
    }

    /// Where none was, where a parameter fed it, and where it was the vault's already.
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "{{key}}",
                "{{ ssm:/team/key }}",
                "arn:aws:kms:eu-west-1:310987654321:key/mrk-of-the-vault",
                "arn:aws:kms:eu-west-1:310987654321:alias/session"
            })
    void whatIsNoKeyOfTheAccountDoesNotComeBack(@Nullable String key) {
        Map<String, Object> before = own(key == null ? null : key.replace("310987654321", vault()));
        Map<String, Object> inForce = switched(before, true);

        assertThat(
                        inputs(GoingBack.of(VAULT, inForce, Optional.of(before)).orElseThrow())
                                .get("kmsKeyId"))
                .isEqualTo("");
    }

    private static String vault() {
        return DESIRED.vault().account().value();
    }

    @Test
    void aTextFromBeforeThatIsNotKnownGivesNoKey() {
        assertThat(
                        inputs(
                                        GoingBack.of(
                                                        VAULT,
                                                        switched(own(TEAMS), true),
                                                        Optional.empty())
                                                .orElseThrow())
                                .get("kmsKeyId"))
                .isEqualTo("");
    }

    /// The vault had not set it.
    @Test
    void aKeyThatIsNotTheVaultsStays() {
        Map<String, Object> inForce = switched(own(TEAMS), false);

        assertThat(inputs(GoingBack.of(VAULT, inForce, Optional.empty()).orElseThrow()))
                .containsEntry("kmsKeyId", TEAMS)
                .containsEntry("s3EncryptionEnabled", false);
    }

    @Test
    void whatLocksNobodyOutStaysAsItIs() {
        Map<Object, Object> inputs = inputs(own(TEAMS));
        inputs.put("s3EncryptionEnabled", "false");
        Map<String, Object> harmless = Map.of("inputs", inputs);

        assertThat(GoingBack.of(VAULT, harmless, Optional.empty())).isEmpty();
        assertThat(GoingBack.of(VAULT, Map.of("inputs", "none"), Optional.empty())).isEmpty();
    }
}
