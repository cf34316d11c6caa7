package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.policy.KeyPolicies;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.KeyState;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.reconcile.SessionKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/// When the session key is asked for, and when not.
class RegionReaderTest {
    private static final String ABSENT = "{\"__type\": \"InvalidDocument\"}";
    private static final String POLICY =
            "{\"Policy\": "
                    + Json.write(Json.write(KeyPolicies.aboutSessions("o-example0001", VAULT)))
                    + "}";
    private static final String ENABLED = "{\"KeyMetadata\": {\"KeyState\": \"Enabled\"}}";

    private final FakeHttp http = new FakeHttp();
    private final DesiredAccount member = desired(MEMBER);

    @Test
    void asksForTheKeyOfTheRegionBeforePreferencesAreCreated() {
        http.json(400, ABSENT).json(200, ENABLED).json(200, POLICY);

        ObservedRegion observed = read(member);

        assertThat(observed.preferences())
                .isEqualTo(new Observation.Seen<>(new Preferences.Absent()));
        assertThat(observed.sessionKey())
                .contains(new Observation.Seen<>(new SessionKey.Present(new KeyState("Enabled"))));
        assertThat(http.operations())
                .containsExactly("DescribeDocument", "DescribeKey", "GetKeyPolicy");
        assertThat(http.bodies.getLast()).contains(SESSION_KEY.in(IRELAND).toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, true"})
    void asksForTheKeyOnlyWhereTheDefaultVersionHasToMove(
            String newest, String defaultVersion, boolean asks) {
        document(
                Json.write(PreferencesDocument.create(member.settings(IRELAND, true))),
                newest,
                defaultVersion);
        http.json(200, ENABLED).json(200, POLICY);

        assertThat(read(member).sessionKey().isPresent()).isEqualTo(asks);
        assertThat(http.operations().contains("DescribeKey")).isEqualTo(asks);
    }

    @Test
    void asksForTheKeyBeforePreferencesAreUpdated() {
        document("{\"schemaVersion\": \"1.0\", \"sessionType\": \"Standard_Stream\"}", "1", "1");
        http.json(200, ENABLED).json(200, POLICY);

        assertThat(read(member).sessionKey()).isPresent();
    }

    @Test
    void asksForNoKeyWherePreferencesCannotBeSwitchedAnyway() {
        document("not JSON", "1", "1");
        assertThat(read(member).sessionKey()).isEmpty();

        http.json(400, "{\"__type\": \"AccessDeniedException\"}");
        assertThat(read(member).sessionKey()).isEmpty();

        assertThat(http.operations()).doesNotContain("DescribeKey");
    }

    @Test
    void asksForNoKeyInTheAccountThatOwnsItBecauseItLooksAtItsKeysAnyway() {
        http.json(400, ABSENT);

        assertThat(read(desired(VAULT_ACCOUNT)).sessionKey()).isEmpty();
        assertThat(http.operations()).containsExactly("DescribeDocument");
    }

    @Test
    void keepsWhatStoodInTheWayOfSeeingTheKey() {
        http.json(400, ABSENT).json(400, "{\"__type\": \"AccessDeniedException\"}");

        assertThat(read(member).sessionKey().orElseThrow()).isInstanceOf(Observation.Unseen.class);
    }

    @Test
    void aKeyWhosePolicyIsNotThePrimaryKeysCannotBeUsed() {
        http.json(400, ABSENT)
                .json(200, ENABLED)
                .json(
                        200,
                        "{\"Policy\": \"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": []}\"}");

        assertThat(read(member).sessionKey())
                .contains(
                        new Observation.Seen<>(
                                new SessionKey.Closed(
                                        "kms:GenerateDataKey: no statement of its policy in"
                                                + " eu-west-1 allows it")));
    }

    private ObservedRegion read(DesiredAccount desired) {
        return RegionReader.read(
                FakeHttp.build(http, SsmClient.builder(), IRELAND),
                () -> FakeHttp.keys(http).kms(IRELAND),
                desired,
                IRELAND,
                Instant.parse("2026-11-28T10:00:00Z"));
    }

    private static DesiredAccount desired(AccountId account) {
        return Desires.account(account, HostManagement.LEAVE, SessionEncryption.ALWAYS, IRELAND);
    }

    /// The Region has a document.
    private void document(String content, String newestVersion, String defaultVersion) {
        http.json(
                        200,
                        "{\"Document\": {\"DocumentType\": \"Session\", \"DefaultVersion\": \"%s\"}}"
                                .formatted(defaultVersion))
                .json(
                        200,
                        "{\"Content\": %s, \"DocumentVersion\": \"%s\"}"
                                .formatted(Json.write(content), newestVersion));
    }
}
