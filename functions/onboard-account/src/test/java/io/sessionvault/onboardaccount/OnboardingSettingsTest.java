package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.InvalidSettingException;
import io.sessionvault.settings.Switch;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnboardingSettingsTest {
    private static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("AWS_REGION", "eu-central-1"),
                    Map.entry("VAULT_ACCOUNT_ID", "310987654321"),
                    Map.entry("VAULT_BUCKET", "session-logs"),
                    Map.entry("BUCKET_KEY_ARN", key("mrk-0123456789abcdef0123456789abcdef")),
                    Map.entry("SESSION_KEY_ARN", key("mrk-fedcba9876543210fedcba9876543210")),
                    Map.entry("PREFIX_PATTERN", "{accountId}/{region}"),
                    Map.entry("GOVERNED_REGIONS", "all"),
                    Map.entry("DEFAULT_HOST_MANAGEMENT", "leave"),
                    Map.entry("SESSION_ENCRYPTION", "when-safe"),
                    Map.entry("ORGANIZATION_ID", "o-a1b2c3d4e5"),
                    Map.entry("MEMBER_ROLE_NAME", "SessionVaultMember"),
                    Map.entry("MODE", "plan"),
                    Map.entry("ONBOARDING_QUEUE_URL", "https://sqs.example/1/q"),
                    Map.entry("REPAIR_SWITCH", "/session-vault/repair"),
                    Map.entry("REPORTS_BUCKET", "reports"));

    @Test
    void readsWhatATemplateSets() {
        OnboardingSettings settings = OnboardingSettings.read(new Environment(VARIABLES));

        assertThat(settings.home()).isEqualTo(new RegionName("eu-central-1"));
        assertThat(settings.mode()).isEqualTo(Mode.PLAN);
        assertThat(settings.route().hubRoleArn()).isEmpty();
        assertThat(settings.standard().regions().only()).isEmpty();
        assertThat(settings.standard().idleMinutes()).isEmpty();
    }

    @Test
    void withoutAQueueOfReactionsThereAreNone() {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        assertThat(OnboardingSettings.read(new Environment(variables)).reactions()).isEmpty();

        variables.put("REACTION_QUEUE_ARN", "arn:aws:sqs:eu-central-1:310987654321:r");
        assertThatThrownBy(() -> OnboardingSettings.read(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("REACTION_QUEUE_URL");

        variables.putAll(
                Map.of(
                        "REACTION_QUEUE_URL", "https://sqs.example/1/r",
                        "COMPLIANCE_MODE", "enforce",
                        "GRANT_IN_OBSERVE", "off"));
        assertThat(OnboardingSettings.read(new Environment(variables)).reactions())
                .hasValueSatisfying(reactions ->
                        assertThat(reactions.rules())
                                .isEqualTo(
                                        new ReactionPermit.Rules(
                                                ComplianceMode.ENFORCE, Mode.PLAN, Switch.OFF)));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_REGION, ''",
        "AWS_REGION, Frankfurt",
        "VAULT_ACCOUNT_ID, 31098765432",
        "BUCKET_KEY_ARN, alias/vault",
        "SESSION_KEY_ARN, arn:aws:kms:eu-central-1:310987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "PREFIX_PATTERN, logs",
        "GOVERNED_REGIONS, ''",
        "GOVERNED_REGIONS, 'eu-west-1,'",
        "EXCLUDED_REGIONS, all",
        "IDLE_SESSION_TIMEOUT, 0",
        "IDLE_SESSION_TIMEOUT, 61",
        "MAX_SESSION_DURATION, 1441",
        "MAX_SESSION_DURATION, long",
        "DEFAULT_HOST_MANAGEMENT, on",
        "SESSION_ENCRYPTION, when_safe",
        "SESSION_ENCRYPTION, ''",
        "ORGANIZATION_ID, acme",
        "ORGANIZATION_ID, ''",
        "MEMBER_ROLE_NAME, ''",
        "HUB_ROLE_ARN, SessionVaultHub",
        "MODE, ''",
        "MODE, enforce",
        "ONBOARDING_QUEUE_URL, ''",
        "REPAIR_SWITCH, ''",
        "REPORTS_BUCKET, ''"
    })
    void namesTheSettingThatIsMissingOrWrong(String name, String value) {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put(name, value);

        assertThatThrownBy(() -> OnboardingSettings.read(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is ");
    }

    private static String key(String id) {
        return "arn:aws:kms:eu-central-1:310987654321:key/" + id;
    }
}
