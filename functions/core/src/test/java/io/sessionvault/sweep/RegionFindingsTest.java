package io.sessionvault.sweep;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.rule.LocatedFinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Other Session documents, and Default Host Management where the vault leaves it alone.
class RegionFindingsTest {
    private static final Map<String, Object> INPUTS =
            Map.of(
                    "s3BucketName", "session-logs",
                    "s3KeyPrefix", "222222222222/eu-west-1",
                    "s3EncryptionEnabled", true);

    private final Swept swept = new Swept(Desires.member());

    @ParameterizedTest
    @CsvSource({
        "s3BucketName, session-logs,",
        "s3BucketName, other, its s3BucketName is not session-logs",
        "s3KeyPrefix, 333333333333/eu-west-1, its s3KeyPrefix is not 222222222222/eu-west-1",
        "s3KeyPrefix, '', its s3KeyPrefix is not 222222222222/eu-west-1",
        "s3EncryptionEnabled, true,",
        "s3EncryptionEnabled, false, its s3EncryptionEnabled is not true",
        "s3EncryptionEnabled, TRUE, its s3EncryptionEnabled is not true",
        "s3KeyPrefix, 222222222222//eu-west-1/,",
        "s3KeyPrefix, /222222222222/eu-west-1, its s3KeyPrefix is not 222222222222/eu-west-1",
        "s3KeyPrefix, 222222222222/eu-west-1/{{group}}/.., whoever starts a session chooses where it is logged by the parameters group",
        "s3BucketName, {{group}}, whoever starts a session chooses where it is logged by the parameters group",
        "s3EncryptionEnabled, {{ group }}, whoever starts a session chooses where it is logged by the parameters group",
        "s3BucketName, {{unknown}}, its s3BucketName is not session-logs",
        "cloudWatchLogGroupName, {{group}},",
        "kmsKeyId, {{group}},",
        "runAsDefaultUser, {{group}},",
        "KmsKeyId, x,",
        "S3BucketName, x, 'inputs has s3BucketName in another spelling, which the agent takes for the same field'",
        "s3KeyPREFIX, x, 'inputs has s3KeyPrefix in another spelling, which the agent takes for the same field'"
    })
    void judgesADocumentByItsInputs(String field, String value, String reason) {
        Map<String, Object> inputs = new LinkedHashMap<>(INPUTS);
        inputs.put(field, value);
        swept.documents(IRELAND, document(content("Standard_Stream", inputs)));

        assertThat(details()).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void findsADocumentThatForwardsAPortWhateverItsInputsSay() {
        swept.documents(IRELAND, document(content("Port", INPUTS)));

        assertThat(swept.ids())
                .containsExactly("DOCUMENT-NOT-LOGGED/222222222222/eu-west-1/TeamShell");
        assertThat(details()).containsExactly("its sessions forward a port, which is never logged");
    }

    @Test
    void findsADocumentWithASecondSetOfInputs() {
        Map<String, Object> content = new LinkedHashMap<>(content("Standard_Stream", INPUTS));
        content.put("Inputs", Map.of());
        swept.documents(IRELAND, document(content));

        assertThat(details())
                .containsExactly(
                        "the document has inputs in another spelling, which the agent takes for the"
                                + " same field");
    }

    @Test
    void findsADocumentWithoutInputs() {
        swept.documents(IRELAND, document(Map.of("sessionType", "InteractiveCommands")));

        assertThat(details()).containsExactly("it has no inputs that name a bucket");
    }

    @Test
    void judgesEachVersionThatSessionsMayUse() {
        swept.documents(
                IRELAND,
                new SessionDocument.Read(
                        "TeamShell",
                        List.of(
                                content("Standard_Stream", INPUTS),
                                content("Standard_Stream", Map.of()))));

        assertThat(details()).containsExactly("its s3BucketName is not session-logs");
    }

    @Test
    void findsADocumentThatIsNotJsonAndSaysWhichCouldNotBeRead() {
        swept.documents(
                IRELAND,
                new SessionDocument.Malformed("Broken"),
                new SessionDocument.Unseen("Hidden", Observed.THROTTLED));

        assertThat(swept.ids())
                .containsExactly(
                        "ACCOUNT-UNSEEN/222222222222/eu-west-1/Hidden",
                        "DOCUMENT-NOT-LOGGED/222222222222/eu-west-1/Broken");
    }

    @Test
    void saysThatDocumentsCouldNotBeListed() {
        swept.documents(IRELAND, new Observation.Unseen<>(Observed.THROTTLED));

        assertThat(swept.ids()).containsExactly("ACCOUNT-UNSEEN/222222222222/eu-west-1/documents");
    }

    @ParameterizedTest
    @CsvSource({
        "$None, false",
        "'', false",
        "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole, false",
        "AWSSystemsManagerDefaultEC2InstanceManagementRole, false",
        "app, false",
        "TeamRole, true",
        "service-role/TeamRole, true"
    })
    void findsHostManagementOnARoleThatIsNotKnownToLog(String setting, boolean found) {
        swept.hostManagement(IRELAND, new Observation.Seen<>(setting));

        assertThat(swept.ids())
                .isEqualTo(
                        found
                                ? List.of(
                                        "HOST-MANAGEMENT-ROLE/222222222222/eu-west-1/default-host-management")
                                : List.of());
    }

    @Test
    void saysThatHostManagementCouldNotBeRead() {
        swept.hostManagement(IRELAND, new Observation.Unseen<>(Observed.THROTTLED));

        assertThat(swept.ids())
                .containsExactly("ACCOUNT-UNSEEN/222222222222/eu-west-1/default-host-management");
    }

    private List<String> details() {
        return swept.sweep().findings().stream().map(LocatedFinding::detail).toList();
    }

    private static SessionDocument document(Map<String, Object> content) {
        return new SessionDocument.Read("TeamShell", List.of(content));
    }

    private static Map<String, Object> content(String type, Map<String, Object> inputs) {
        return Map.of(
                "schemaVersion",
                "1.0",
                "sessionType",
                type,
                "inputs",
                inputs,
                "parameters",
                Map.of("group", Map.of("type", "String")));
    }
}
