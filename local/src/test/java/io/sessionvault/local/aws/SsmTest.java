package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.aws.ssm.DuplicateContent;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;

class SsmTest extends StandInTest {
    private static final String NAME = "SSM-SessionManagerRunShell";
    private static final String SETTING =
            "/ssm/managed-instance/default-ec2-instance-management-role";

    @SuppressWarnings("NullAway.Init")
    private SsmClient ssm;

    @BeforeEach
    void openSystemsManager() {
        ssm = management.ssm();
    }

    @Test
    void leavesTheDefaultVersionWhereItIsWhenADocumentIsUpdated() {
        create("{\"a\": 1}");

        update("{\"a\": 2}", "$LATEST");

        assertThat(ssm.getDocument(g -> g.name(NAME)).content()).isEqualTo("{\"a\": 1}");
        assertThat(ssm.getDocument(g -> g.name(NAME).documentVersion("$LATEST")).content())
                .isEqualTo("{\"a\": 2}");
        DocumentDescription described = ssm.describeDocument(d -> d.name(NAME)).document();
        assertThat(described.defaultVersion()).isEqualTo("1");
        assertThat(described.latestVersion()).isEqualTo("2");
        assertThat(described.documentType()).isEqualTo(DocumentType.SESSION);
        assertThat(described.hash())
                .isEqualTo("f9d86028c6e0d64e225186f96acb69338b2c59764df79162107f5c4bb34d1310");

        ssm.updateDocumentDefaultVersion(u -> u.name(NAME).documentVersion("2"));

        assertThat(ssm.getDocument(g -> g.name(NAME)).documentVersion()).isEqualTo("2");
    }

    @Test
    void updatesOnlyTheNewestVersion() {
        create("{\"a\": 1}");
        update("{\"a\": 2}", null);
        update("{\"a\": 3}", "2");

        assertRefused("InvalidDocumentVersion", 400, () -> update("{\"a\": 4}", "2"));
        assertRefused("InvalidDocumentVersion", 400, () -> update("{\"a\": 4}", "$DEFAULT"));
    }

    @Test
    void refusesContentThatIsThereAlready() {
        create("{\"a\": 1}");

        assertRefused("DuplicateDocumentContent", 400, () -> update("{\"a\": 1}", "$LATEST"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NEWEST_VERSION; {\"a\":2}; true",
                "NEWEST_VERSION; {\"a\": 2}; false",
                "NEWEST_VERSION; {\"a\":1}; false",
                "TEXT_OF_ANY_VERSION; {\"a\":2}; true",
                "TEXT_OF_ANY_VERSION; {\"a\":1}; true",
                "TEXT_OF_ANY_VERSION; {\"a\": 1}; false",
                "JSON_OF_ANY_VERSION; {\"a\": 1}; true",
                "JSON_OF_ANY_VERSION; {\"a\": 3}; false"
            })
    void playsEachReadingOfWhatADuplicateIs(
            DuplicateContent duplicates, String content, boolean refused) {
        create("{\"a\":1}");
        update("{\"a\":2}", "$LATEST");
        aws.refuse(duplicates);

        if (refused) {
            assertRefused("DuplicateDocumentContent", 400, () -> update(content, "$LATEST"));
        } else {
            update(content, "$LATEST");
        }
    }

    @Test
    void keepsAThousandVersionsAtMost() {
        create("{\"a\": 1}");
        IntStream.rangeClosed(2, 1000)
                .forEach(i ->
                        aws.plantDocument(
                                Clients.MANAGEMENT, Clients.HOME, NAME, "{\"a\": " + i + "}"));

        assertRefused(
                "DocumentVersionLimitExceeded", 400, () -> update("{\"a\": 1001}", "$LATEST"));

        ssm.deleteDocument(d -> d.name(NAME).documentVersion("1"));
        update("{\"a\": 1001}", "$LATEST");
        assertThat(ssm.describeDocument(d -> d.name(NAME)).document().latestVersion())
                .isEqualTo("1001");
    }

    @Test
    void listsVersionsInPagesTheNewestFirst() {
        create("{\"a\": 1}");
        update("{\"a\": 2}", "$LATEST");
        update("{\"a\": 3}", "$LATEST");

        assertThat(ssm.listDocumentVersions(l -> l.name(NAME)).documentVersions()).hasSize(2);
        assertThat(ssm.listDocumentVersionsPaginator(l -> l.name(NAME)).documentVersions())
                .extracting(DocumentVersionInfo::documentVersion)
                .containsExactly("3", "2", "1");
    }

    @Test
    void tellsTheErrorsOfAbsentAndPresentDocuments() {
        assertRefused("InvalidDocument", 400, () -> ssm.getDocument(g -> g.name(NAME)));
        assertRefused("InvalidDocument", 400, () -> update("{}", "$LATEST"));
        create("{\"a\": 1}");
        assertRefused("DocumentAlreadyExists", 400, () -> create("{\"a\": 1}"));
        assertRefused(
                "InvalidDocumentVersion",
                400,
                () -> ssm.getDocument(g -> g.name(NAME).documentVersion("7")));
    }

    @Test
    void takesOnlyJsonUnlessItIsPlanted() {
        assertRefused("InvalidDocumentContent", 400, () -> create("schemaVersion: '1.0'"));
        assertRefused(
                "MaxDocumentSizeExceeded",
                400,
                () -> create("{\"a\": \"" + "x".repeat(65_536) + "\"}"));

        aws.plantDocument(Clients.MANAGEMENT, Clients.HOME, NAME, "not JSON at all");

        assertThat(ssm.getDocument(g -> g.name(NAME)).content()).isEqualTo("not JSON at all");
    }

    @Test
    void keepsAccountsAndRegionsApart() {
        create("{\"a\": 1}");
        var member = administrator(management.createAccount("a"));

        assertRefused(
                "InvalidDocument",
                400,
                () -> management.in("eu-west-1").ssm().getDocument(g -> g.name(NAME)));
        assertRefused("InvalidDocument", 400, () -> member.ssm().getDocument(g -> g.name(NAME)));
    }

    @Test
    void keepsTheRoleOfDefaultHostManagement() {
        assertThat(setting()).isEqualTo("$None");

        ssm.updateServiceSetting(
                u -> u.settingId(SETTING).settingValue("service-role/HostManagement"));

        assertThat(setting()).isEqualTo("service-role/HostManagement");
        assertThat(
                        management
                                .in("eu-west-1")
                                .ssm()
                                .getServiceSetting(g -> g.settingId(SETTING))
                                .serviceSetting()
                                .settingValue())
                .isEqualTo("$None");

        ssm.resetServiceSetting(r -> r.settingId(SETTING));

        assertThat(setting()).isEqualTo("$None");
        assertRefused(
                "ServiceSettingNotFound",
                400,
                () -> ssm.getServiceSetting(g -> g.settingId("/ssm/parameter-store/high")));
    }

    private String setting() {
        return ssm.getServiceSetting(g -> g.settingId(SETTING)).serviceSetting().settingValue();
    }

    private void create(String content) {
        ssm.createDocument(c ->
                c.name(NAME)
                        .content(content)
                        .documentType(DocumentType.SESSION)
                        .documentFormat(DocumentFormat.JSON));
    }

    private void update(String content, @Nullable String version) {
        ssm.updateDocument(u ->
                u.name(NAME)
                        .content(content)
                        .documentVersion(version)
                        .documentFormat(DocumentFormat.JSON));
    }
}
