package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.ssm.DuplicateContent;
import io.sessionvault.preferences.PreferencesDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;

/// Preferences that somebody changes again and again, whichever contents Systems Manager takes for
/// duplicates.
class PreferencesRepairTest {
    private static final String REGION = "eu-west-1";

    @ParameterizedTest
    @EnumSource(DuplicateContent.class)
    void driftIsRepairedTenTimesThoughItIsTheOldTextThatHasToComeBack(DuplicateContent duplicates) {
        try (VaultUnderTest vault = new VaultUnderTest()) {
            vault.replicateSessionKey();
            vault.aws().refuse(duplicates);
            AccountId member = vault.memberWithAgents("payments");
            SsmClient ssm = vault.ssm(member, REGION);
            assertThat(vault.request(member, "apply").path("status").asText())
                    .isEqualTo("GOVERNED");

            for (int round = 1; round <= 10; round++) {
                saveWithBucket(ssm, "somebodys-" + round);

                JsonNode repaired = vault.request(member, "apply");
                JsonNode plan = vault.request(member, "plan");

                assertThat(repaired.path("status").asText())
                        .as(repaired.toPrettyString())
                        .isEqualTo("GOVERNED");
                assertThat(plan.path("plan")).as(plan.toPrettyString()).isEmpty();
                DocumentDescription document = describe(ssm);
                assertThat(document.defaultVersion()).isEqualTo(document.latestVersion());
                assertThat(document.latestVersion()).isEqualTo(Integer.toString(1 + 2 * round));
                assertThat(
                                ssm.listDocumentVersionsPaginator(
                                                ask -> ask.name(PreferencesDocument.NAME))
                                        .documentVersions())
                        .hasSize(1 + 2 * round);
            }
        }
    }

    private static void saveWithBucket(SsmClient ssm, String bucket) {
        JsonNode content =
                VaultUnderTest.json(
                        ssm.getDocument(ask -> ask.name(PreferencesDocument.NAME)).content());
        ((ObjectNode) content.path("inputs")).put("s3BucketName", bucket);
        ssm.updateDocument(ask ->
                ask.name(PreferencesDocument.NAME)
                        .documentVersion("$LATEST")
                        .content(content.toString()));
        ssm.updateDocumentDefaultVersion(ask ->
                ask.name(PreferencesDocument.NAME).documentVersion(describe(ssm).latestVersion()));
    }

    private static DocumentDescription describe(SsmClient ssm) {
        return ssm.describeDocument(ask -> ask.name(PreferencesDocument.NAME)).document();
    }
}
