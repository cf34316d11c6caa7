package io.sessionvault.checkvault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.settings.Environment;
import io.sessionvault.settings.InvalidSettingException;
import io.sessionvault.vault.ObjectLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultExpectationTest {
    @Test
    void readsTheFunctionsVariables() {
        VaultExpectation expected = CheckVaultTest.expectation(Map.of());

        assertThat(expected.lock()).isEqualTo(ObjectLock.GOVERNANCE);
        assertThat(expected.retention()).isEqualTo(Duration.ofDays(365));
        assertThat(expected.workQueues())
                .containsExactly("https://sqs/1/accounts", "https://sqs/1/logs");
        assertThat(expected.deployed().hasTwoKeys()).isTrue();
    }

    @Test
    void takesNoReaderForNobody() {
        assertThat(
                        CheckVaultTest.expectation(Map.of("READER_ROLE_ARN", ""))
                                .deployed()
                                .readerRole())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORGANIZATION_ID",
                "SESSION_KEY_ARN",
                "CHECK_LOG_ROLE_ARN",
                "CHECK_STORED_LOGS_ROLE_ARN",
                "ALARM_TOPIC_ARN",
                "OBJECT_LOCK",
                "RETENTION_DAYS",
                "WORK_QUEUE_URLS",
                "DEAD_LETTER_QUEUE_URLS",
                "VAULT_BUCKET"
            })
    void namesTheVariableThatIsMissing(String name) {
        Map<String, String> variables = new HashMap<>(CheckVaultTest.VARIABLES);
        variables.remove(name);

        assertThatThrownBy(() -> VaultExpectation.read(new Environment(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "ORGANIZATION_ID, o-1",
        "READER_ROLE_ARN, Auditor",
        "CHECK_LOG_ROLE_ARN, AROAEXAMPLE",
        "ALARM_TOPIC_ARN, alarms",
        "OBJECT_LOCK, legal",
        "RETENTION_DAYS, 0",
        "RETENTION_DAYS, 1.5",
        "WORK_QUEUE_URLS, 'https://sqs/1/a,'",
        "DEAD_LETTER_QUEUE_URLS, a queue"
    })
    void namesTheVariableThatIsMalformed(String name, String value) {
        assertThatThrownBy(() -> CheckVaultTest.expectation(Map.of(name, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is '" + value + "'");
    }
}
