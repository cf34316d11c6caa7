package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.reconcile.KeyState;
import io.sessionvault.reconcile.NodeAccessTag;
import io.sessionvault.reconcile.ObservedKeys.KeySetup;
import io.sessionvault.reconcile.SessionKey;
import io.sessionvault.vault.KeyArn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

class KeyReaderTest {
    private static final KeyArn KEY = SESSION_KEY.in(IRELAND);
    private static final SessionKey ENABLED = new SessionKey.Present(new KeyState("Enabled"));

    private final FakeHttp http = new FakeHttp();
    private final KmsClient kms = FakeHttp.keys(http).kms(IRELAND);

    @ParameterizedTest
    @ValueSource(strings = {"Enabled", "Creating", "PendingDeletion", "SomethingNew"})
    void readsTheStateInTheWordOfAws(String state) {
        http.json(200, "{\"KeyMetadata\": {\"KeyState\": \"%s\"}}".formatted(state));

        assertThat(KeyReader.read(kms, KEY)).isEqualTo(new SessionKey.Present(new KeyState(state)));
        assertThat(http.requests.getFirst().host()).isEqualTo("kms.eu-west-1.amazonaws.com");
        assertThat(http.bodies).containsExactly("{\"KeyId\":\"" + KEY + "\"}");
    }

    @Test
    void doesNotTakeAKeyForUsableWhoseStateIsNotTold() {
        http.json(200, "{\"KeyMetadata\": {}}");

        assertThat(KeyReader.read(kms, KEY).isUsable()).isFalse();
    }

    @Test
    void takesAKeyThatIsNotFoundForAbsent() {
        http.json(400, "{\"__type\": \"NotFoundException\", \"message\": \"no key\"}");

        assertThat(KeyReader.read(kms, KEY)).isEqualTo(new SessionKey.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "UnrecognizedClientException"})
    void takesNoOtherErrorForAnAbsentKey(String code) {
        http.json(400, "{\"__type\": \"%s\", \"message\": \"no\"}".formatted(code));

        assertThatThrownBy(() -> KeyReader.read(kms, KEY)).isInstanceOf(KmsException.class);
    }

    @Test
    void readsPolicyAliasesAndTagsOfEveryPage() {
        http.json(200, "{\"KeyMetadata\": {\"KeyState\": \"Enabled\"}}")
                .json(200, "{\"Policy\": \"{\\\"Statement\\\": []}\"}")
                .json(
                        200,
                        """
                        {"Aliases": [{"AliasName": "alias/aws/ebs"},
                          {"AliasName": "alias/vault", "TargetKeyId": "mrk-1"}],
                         "Truncated": true, "NextMarker": "more"}\
                        """)
                .json(
                        200,
                        """
                        {"Aliases": [{"AliasName": "alias/theirs", "TargetKeyId": "0123"}],
                         "Truncated": false}\
                        """)
                .json(
                        200,
                        """
                        {"Tags": [{"TagKey": "team", "TagValue": "vault"}],
                         "Truncated": true, "NextMarker": "more"}\
                        """)
                .json(
                        200,
                        """
                        {"Tags": [{"TagKey": "SystemsManagerJustInTimeNodeAccessManaged",
                          "TagValue": "true"}], "Truncated": false}\
                        """);

        assertThat(KeyReader.readSetup(kms, KEY))
                .isEqualTo(
                        new KeySetup(
                                ENABLED,
                                Map.of("Statement", List.of()),
                                Map.of("alias/vault", "mrk-1", "alias/theirs", "0123"),
                                Map.of(NodeAccessTag.NAME, "true", "team", "vault")));
        assertThat(http.operations())
                .containsExactly(
                        "DescribeKey",
                        "GetKeyPolicy",
                        "ListAliases",
                        "ListAliases",
                        "ListResourceTags",
                        "ListResourceTags");
    }

    @Test
    void asksForNoPolicyAndNoTagsOfAKeyThatIsAbsentButForTheAliasesOfTheRegion() {
        http.json(400, "{\"__type\": \"NotFoundException\"}")
                .json(
                        200,
                        "{\"Aliases\": [{\"AliasName\": \"alias/vault\", \"TargetKeyId\": \"0\"}]}");

        assertThat(KeyReader.readSetup(kms, KEY))
                .isEqualTo(
                        new KeySetup(
                                new SessionKey.Absent(),
                                Map.of(),
                                Map.of("alias/vault", "0"),
                                Map.of()));
        assertThat(http.operations()).containsExactly("DescribeKey", "ListAliases");
    }
}
