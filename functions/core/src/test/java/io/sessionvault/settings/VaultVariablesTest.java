package io.sessionvault.settings;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultVariablesTest {
    private static final Map<String, String> GOOD =
            Map.of(
                    "VAULT_ACCOUNT_ID", "111111111111",
                    "VAULT_BUCKET", "session-logs",
                    "BUCKET_KEY_ARN",
                            "arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
                    "PREFIX_PATTERN", "{accountId}/{region}",
                    "AWS_REGION", "eu-central-1");

    @Test
    void readsTheVaultAndTheHomeRegion() {
        assertThat(VaultVariables.vault(new Environment(GOOD))).isEqualTo(VAULT);
        assertThat(VaultVariables.homeRegion(new Environment(GOOD))).isEqualTo(FRANKFURT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VAULT_ACCOUNT_ID",
                "VAULT_BUCKET",
                "BUCKET_KEY_ARN",
                "PREFIX_PATTERN",
                "AWS_REGION"
            })
    void namesAMissingVariable(String name) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.remove(name);

        assertThatThrownBy(() -> readAll(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is not set: it must hold ");
    }

    @ParameterizedTest
    @CsvSource({
        "VAULT_ACCOUNT_ID, 11111111111",
        "VAULT_ACCOUNT_ID, vault",
        "VAULT_BUCKET, ab",
        "VAULT_BUCKET, Session-Logs",
        "VAULT_BUCKET, session.logs",
        "VAULT_BUCKET, session_logs",
        "VAULT_BUCKET, -session-logs",
        "VAULT_BUCKET, session-logs-",
        "VAULT_BUCKET, arn:aws:s3:::session-logs",
        "VAULT_BUCKET, a23456789012345678901234567890123456789012345678901234567890123x",
        "BUCKET_KEY_ARN, alias/session-logs",
        "BUCKET_KEY_ARN, mrk-0123456789abcdef0123456789abcdef",
        "PREFIX_PATTERN, logs",
        "PREFIX_PATTERN, /{accountId}",
        "PREFIX_PATTERN, {accountId}/",
        "AWS_REGION, Frankfurt"
    })
    void namesAMalformedVariableAndItsValue(String name, String value) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put(name, value);

        assertThatThrownBy(() -> readAll(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is '" + value + "': it must hold ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0-9",
                "a23456789012345678901234567890123456789012345678901234567890123"
            })
    void acceptsBucketNamesOfThreeToSixtyThreeCharacters(String name) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put("VAULT_BUCKET", name);

        assertThat(VaultVariables.vault(new Environment(variables)).bucket()).isEqualTo(name);
    }

    private static void readAll(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        VaultVariables.vault(environment);
        VaultVariables.homeRegion(environment);
    }

    /// Some calls are made without a client of the SDK's, which would not know these settings.
    @ParameterizedTest
    @CsvSource({
        "AWS_USE_FIPS_ENDPOINT, true, false",
        "AWS_USE_FIPS_ENDPOINT, TRUE, false",
        "AWS_USE_FIPS_ENDPOINT, yes, false",
        "AWS_USE_DUALSTACK_ENDPOINT, true, false",
        "AWS_ENDPOINT_URL_S3, https://s3.example.com, remove it",
        "AWS_ENDPOINT_URL_ORGANIZATIONS, https://o.example.com, ENDPOINT_URL",
        // Empty, it makes every call of the SDK's fail.
        "AWS_ENDPOINT_URL_SECURITYHUB, '', ENDPOINT_URL",
        "AWS_ENDPOINT_URL, '', remove it",
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT, legacy, regional",
        "AWS_CONFIG_FILE, /var/task/config, remove it"
    })
    void refusesSettingsOfTheSdkThatNotEveryCallWouldFollow(
            String name, String value, String wayOut) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put(name, value);

        assertThatThrownBy(() -> VaultVariables.clients(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is '" + value + "': ")
                .hasMessageContaining(wayOut);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_USE_FIPS_ENDPOINT, false",
        "AWS_USE_FIPS_ENDPOINT, False",
        "AWS_USE_FIPS_ENDPOINT, ''",
        "AWS_USE_DUALSTACK_ENDPOINT, false",
        "AWS_ENDPOINT_URL, https://aws.example.com",
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT, regional",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, true"
    })
    void takesTheirUsualValues(String name, String value) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put(name, value);

        assertThat(VaultVariables.clients(new Environment(variables))).isNotNull();
    }

    /// As `JAVA_TOOL_OPTIONS` sets them.
    @ParameterizedTest
    @CsvSource({
        "aws.endpointUrl, https://aws.example.com, ENDPOINT_URL",
        "aws.endpointUrlS3, https://s3.example.com, ENDPOINT_URL",
        "aws.s3UseUsEast1RegionalEndpoint, legacy, regional"
    })
    void refusesPropertiesThatOnlyClientsOfTheSdkFollow(String name, String value, String wayOut) {
        System.setProperty(name, value);
        try {
            assertThatThrownBy(() -> VaultVariables.clients(new Environment(GOOD)))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith(name + " is '" + value + "': ")
                    .hasMessageContaining(wayOut);
        } finally {
            System.clearProperty(name);
        }
    }

    @Test
    void refusesAnAddressThatIsToBeIgnored() {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        variables.put("AWS_ENDPOINT_URL", "https://aws.example.com");

        assertThatThrownBy(() -> VaultVariables.clients(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is 'true': ")
                .hasMessageContaining("AWS_ENDPOINT_URL");
    }
}
