package io.sessionvault.settings;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.aws.MemberAccess;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.SessionEncryption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountVariablesTest {
    private final Map<String, String> variables =
            new HashMap<>(
                    Map.of(
                            "VAULT_ACCOUNT_ID", "111111111111",
                            "VAULT_BUCKET", "session-logs",
                            "BUCKET_KEY_ARN", VAULT.bucketKey().toString(),
                            "PREFIX_PATTERN", "{accountId}/{region}",
                            "SESSION_KEY_ARN", SESSION_KEY.toString(),
                            "GOVERNED_REGIONS", "all",
                            "DEFAULT_HOST_MANAGEMENT", "leave",
                            "SESSION_ENCRYPTION", "when-safe",
                            "ORGANIZATION_ID", "o-sv4exmpl01",
                            "MEMBER_ROLE_NAME", "SessionVaultMember"));

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 720})
    void aWatchLastsLongEnoughToSeeSomething(int minutes) {
        variables.put("WATCH_MINUTES", Integer.toString(minutes));

        assertThat(AccountVariables.watchTime(environment())).hasMinutes(minutes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1", "9", "721", "an hour"})
    void aWatchThatCouldSeeNothingIsRefused(String minutes) {
        variables.put("WATCH_MINUTES", minutes);

        assertThatThrownBy(() -> AccountVariables.watchTime(environment()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("WATCH_MINUTES");
    }

    @Test
    void readsWhatMustBeSet() {
        assertThat(AccountVariables.standard(environment()))
                .isEqualTo(
                        new AccountStandard(
                                "o-sv4exmpl01",
                                VAULT,
                                SESSION_KEY,
                                SessionEncryption.WHEN_SAFE,
                                new GovernedRegions(Optional.empty(), new TreeSet<>()),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                HostManagement.LEAVE,
                                Optional.empty()));
        assertThat(AccountVariables.route(environment(), "session-vault-sweep"))
                .isEqualTo(
                        new MemberAccess.Route(
                                Optional.empty(),
                                "SessionVaultMember",
                                Optional.empty(),
                                "session-vault-sweep"));
    }

    @Test
    void readsWhatMayBeSet() {
        variables.put("GOVERNED_REGIONS", "eu-west-1, eu-central-1");
        variables.put("EXCLUDED_REGIONS", "us-east-1");
        variables.put("IDLE_SESSION_TIMEOUT", "60");
        variables.put("MAX_SESSION_DURATION", "1440");
        variables.put("DEFAULT_HOST_MANAGEMENT", "manage");
        variables.put("SESSION_ENCRYPTION", "off");
        variables.put("HUB_ROLE_ARN", "arn:aws:iam::999999999999:role/SessionVaultHub");
        variables.put("EXTERNAL_ID", "o-sv4exmpl01");

        AccountStandard standard = AccountVariables.standard(environment());

        assertThat(standard.regions())
                .isEqualTo(
                        new GovernedRegions(
                                Optional.of(new TreeSet<>(List.of(FRANKFURT, IRELAND))),
                                new TreeSet<>(List.of(VIRGINIA))));
        assertThat(standard.idleMinutes()).hasValue(60);
        assertThat(standard.maxMinutes()).hasValue(1440);
        assertThat(standard.hostManagement()).isEqualTo(HostManagement.MANAGE);
        assertThat(standard.sessionEncryption()).isEqualTo(SessionEncryption.OFF);
        assertThat(AccountVariables.route(environment(), "session-vault-sweep"))
                .isEqualTo(
                        new MemberAccess.Route(
                                Optional.of("arn:aws:iam::999999999999:role/SessionVaultHub"),
                                "SessionVaultMember",
                                Optional.of("o-sv4exmpl01"),
                                "session-vault-sweep"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SESSION_KEY_ARN",
                "GOVERNED_REGIONS",
                "DEFAULT_HOST_MANAGEMENT",
                "SESSION_ENCRYPTION",
                "ORGANIZATION_ID",
                "MEMBER_ROLE_NAME"
            })
    void namesAMissingVariable(String name) {
        variables.remove(name);

        assertThatThrownBy(this::readAll)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is not set: it must hold ");
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_KEY_ARN, arn:aws:kms:eu-central-1:111111111111:key/5c1e8f3a-7b2d-4e60-9a4f-1d2c3b4a5e6f",
        "GOVERNED_REGIONS, 'eu-west-1,'",
        "EXCLUDED_REGIONS, Ireland",
        "IDLE_SESSION_TIMEOUT, 0",
        "IDLE_SESSION_TIMEOUT, 61",
        "MAX_SESSION_DURATION, 1441",
        "MAX_SESSION_DURATION, long",
        "DEFAULT_HOST_MANAGEMENT, LEAVE",
        "DEFAULT_HOST_MANAGEMENT, on",
        "SESSION_ENCRYPTION, when_safe",
        "SESSION_ENCRYPTION, on",
        "ORGANIZATION_ID, r-root",
        "HUB_ROLE_ARN, SessionVaultHub",
        "MEMBER_ROLE_NAME, a role"
    })
    void namesAMalformedVariable(String name, String value) {
        variables.put(name, value);

        assertThatThrownBy(this::readAll)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is '" + value + "': it must hold ");
    }

    private void readAll() {
        AccountVariables.standard(environment());
        AccountVariables.route(environment(), "session-vault-sweep");
    }

    private Environment environment() {
        return new Environment(variables);
    }
}
