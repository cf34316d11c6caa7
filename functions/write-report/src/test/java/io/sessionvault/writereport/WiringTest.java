package io.sessionvault.writereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.settings.Environment;
import io.sessionvault.settings.InvalidSettingException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "AWS_REGION", "eu-central-1",
                    "REPORTS_BUCKET", "reports",
                    "ORGANIZATION_ID", "o-sv4exmpl01",
                    "VAULT_ACCOUNT_ID", "310987654321",
                    "VAULT_BUCKET", RunInBucket.NAMES.bucket(),
                    "BUCKET_KEY_ARN", RunInBucket.NAMES.bucketKey().toString(),
                    "ONBOARD_ACCOUNT", RunInBucket.ONBOARD_ACCOUNT,
                    "NOTIFICATION_TOPIC_ARN", "arn:aws:sns:eu-central-1:310987654321:alarms",
                    "SECURITY_HUB", "on",
                    "RUNBOOK_URL", "https://wiki.example/vault");

    @Test
    void needsNeitherTopicNorRunbook() {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put("NOTIFICATION_TOPIC_ARN", "");
        variables.remove("RUNBOOK_URL");
        variables.put("SECURITY_HUB", "off");

        assertThat(Wiring.of(new Environment(variables)).report()).isNotNull();
        assertThat(Wiring.of(new Environment(VARIABLES)).report()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "REPORTS_BUCKET, ''",
        "ORGANIZATION_ID, ''",
        "ORGANIZATION_ID, 310987654321",
        "VAULT_ACCOUNT_ID, ''",
        "VAULT_ACCOUNT_ID, vault",
        "VAULT_BUCKET, ''",
        "BUCKET_KEY_ARN, alias/key",
        "ONBOARD_ACCOUNT, session-vault-OnboardAccount",
        "SECURITY_HUB, ''",
        "SECURITY_HUB, ON",
        "NOTIFICATION_TOPIC_ARN, alarms",
        "AWS_REGION, ''",
    })
    void namesTheSettingThatIsMissingOrWrong(String name, String value) {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put(name, value);

        assertThatThrownBy(() -> Wiring.of(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is ");
    }
}
