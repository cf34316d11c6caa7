package io.sessionvault.local;

import static io.sessionvault.local.VaultUnderTest.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.ssm.DuplicateContent;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Accounts and Regions are let go: they get back what they had, and nothing switches them back. The
/// tests share a vault and its warm function, in accounts of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseTest {
    private static final String HOME = VaultUnderTest.HOME.value();
    private static final String IRELAND = "eu-west-1";
    private static final Map<String, String> TWO_REGIONS =
            Map.of("GovernedRegions", HOME + "," + IRELAND);

    /// As a person saved it, with white space that means nothing.
    private static final String OWN =
            """
            {  "schemaVersion": "1.0",
               "sessionType":"Standard_Stream",
               "inputs": {"idleSessionTimeout": "45", "runAsEnabled": false } }
            """;

    private VaultUnderTest vault;

    @BeforeAll
    void deploy() {
        vault = new VaultUnderTest(TWO_REGIONS);
        vault.replicateSessionKey();
    }

    @BeforeEach
    void clear() {
        vault.clear();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void anAccountGetsBackWhatItHadAndStaysLetGoUntilItIsResumed() {
        try (ComplianceUnderTest compliance =
                new ComplianceUnderTest(
                        HOME + "," + IRELAND, Map.of("ComplianceMode", "enforce"))) {
            VaultUnderTest own = compliance.vault;
            AccountId member = governed(own, OWN);

            JsonNode released = releaseAll(own, member);

            assertThat(released.path("plan"))
                    .extracting(JsonNode::asText)
                    .contains(
                            "+ global         hold of the account",
                            "- us-east-1      document SSM-SessionManagerRunShell",
                            "~ eu-west-1      document SSM-SessionManagerRunShell: the text of version 1",
                            "- global         role web-server: policy SessionVaultLogWriter",
                            "- global         policy SessionVaultLogWriter");
            assertLetGo(own, member);

            own.running
                    .bus()
                    .publish(new EventFiles(VaultUnderTest.REPOSITORY).accountCreated(member));
            assertThat(own.running.poll("OnboardAccount").failed()).isEmpty();
            assertThat(own.request(member, "apply").path("status").asText()).isEqualTo("HELD");
            JsonNode report = compliance.run("enforced");
            assertThat(report.path("findings").findValuesAsText("rule")).contains("ACCOUNT-HELD");
            assertLetGo(own, member);

            JsonNode resumed = own.request(member, "resume", Map.of());
            assertThat(resumed.path("status").asText())
                    .as(resumed.toPrettyString())
                    .isEqualTo("GOVERNED");
            assertThat(text(own.ssm(member, IRELAND))).contains(own.template.bucketName());

            releaseAll(own, member);
            assertThat(text(own.ssm(member, IRELAND))).isEqualTo(OWN);
        }
    }

    @Test
    void aRegionIsLetGoAndTheOthersStayGoverned() {
        AccountId member = governed(vault, OWN);
        Map<String, Object> ireland = Map.of("regions", List.of(IRELAND));

        assertThat(vault.release(member, ireland).path("status").asText()).isEqualTo("RELEASED");

        assertThat(text(vault.ssm(member, IRELAND))).isEqualTo(OWN);
        JsonNode applied = vault.request(member, "apply");
        assertThat(applied.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(applied.path("notices")).first().asString().contains("HELD eu-west-1 since");
        assertThat(text(vault.ssm(member, IRELAND))).isEqualTo(OWN);
        assertThat(text(vault.ssm(member, HOME))).contains(vault.template.bucketName());
        assertThat(policyExists(vault, member)).isTrue();

        assertThat(vault.release(member, Map.of("regions", List.of(HOME))).path("plan"))
                .extracting(JsonNode::asText)
                .contains("- global         policy SessionVaultLogWriter");
        assertThat(policyExists(vault, member)).isFalse();
        assertThat(vault.request(member, "apply").path("status").asText()).isEqualTo("HELD");

        JsonNode resumed = vault.request(member, "resume", ireland);
        assertThat(resumed.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(text(vault.ssm(member, IRELAND))).contains(vault.template.bucketName());
        assertNoDocument(vault.ssm(member, HOME));
    }

    @ParameterizedTest
    @EnumSource(DuplicateContent.class)
    void theTextComesBackWhicheverContentsAreDuplicates(DuplicateContent duplicates) {
        vault.aws().refuse(duplicates);
        AccountId member = governed(vault, OWN);

        releaseAll(vault, member);

        ObjectNode back = (ObjectNode) VaultUnderTest.json(text(vault.ssm(member, IRELAND)));
        back.remove("description");
        assertThat(back).isEqualTo(VaultUnderTest.json(OWN));
        if (duplicates == DuplicateContent.NEWEST_VERSION) {
            assertThat(text(vault.ssm(member, IRELAND))).isEqualTo(OWN);
        }
        assertThat(vault.request(member, "release", Map.of()).path("plan"))
                .extracting(JsonNode::asText)
                .containsExactly("Release: nothing to do.");
    }

    @Test
    void nothingIsDoneWithoutTheConfirmationOfThisPlan() {
        AccountId member = governed(vault, OWN);
        vault.aws().calls().clear();

        JsonNode planned = vault.request(member, "release", Map.of());
        JsonNode unfit = vault.request(member, "release", Map.of("confirm", "0123"));

        assertThat(planned.path("status").asText()).isEqualTo("PLANNED");
        assertThat(unfit.path("status").asText()).isEqualTo("PLANNED");
        assertThat(unfit.path("reason").asText()).startsWith("confirm \"0123\" is of another plan");
        assertThat(unfit.path("confirm")).isEqualTo(planned.path("confirm"));

        save(vault.ssm(member, IRELAND), OWN);
        JsonNode stale =
                vault.request(
                        member, "release", Map.of("confirm", planned.path("confirm").asText()));

        assertThat(stale.path("status").asText()).isEqualTo("PLANNED");
        assertThat(stale.path("confirm")).isNotEqualTo(planned.path("confirm"));
        assertThat(stale.path("plan").toString()).contains("others wrote version 3");
        assertThat(vault.aws().calls().writes())
                .filteredOn(call -> !call.operation().operation().equals("UpdateDocument"))
                .isEmpty();
    }

    @Test
    void aPersonSaysWhatComesBackWhereOthersHaveWritten() {
        AccountId member = governed(vault, OWN);
        save(vault.ssm(member, IRELAND), OWN.replace("45", "50"));

        JsonNode stuck = vault.release(member, Map.of());
        assertThat(stuck.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(stuck, "REJECTED")).hasSize(1);
        assertThat(policyExists(vault, member)).isTrue();
        assertNoDocument(vault.ssm(member, HOME));
        assertThat(vault.request(member, "apply").path("status").asText()).isEqualTo("HELD");

        JsonNode done = vault.release(member, Map.of("version", Map.of(IRELAND, "1")));
        assertThat(done.path("status").asText()).as(done.toPrettyString()).isEqualTo("RELEASED");
        assertThat(text(vault.ssm(member, IRELAND))).isEqualTo(OWN);
        assertThat(policyExists(vault, member)).isFalse();
    }

    @Test
    void whereNobodyCanTellWhatIsHeldNothingIsSwitched() {
        AccountId member = vault.memberWithAgents("payments");
        vault.aws().faults().deny(CallMatcher.operation("s3", "GetObject"));
        vault.aws().calls().clear();

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("UNREACHABLE");
        assertThat(result.path("reason").asText())
                .contains("/holds/" + member + ".json", "AccessDenied");
        assertThat(vault.aws().calls().writes()).isEmpty();
    }

    /// A visit is on its way when a person lets the account go: nothing is given to it any more.
    @Test
    void anAccountThatIsLetGoMeanwhileIsGivenNothing() {
        AccountId gone = governed(vault, OWN);
        releaseAll(vault, gone);
        String hold = vault.hold(gone);
        AccountId member = vault.memberWithAgents("ledger");
        vault.duringTheVisit(member, () -> vault.hold(member, hold));

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("outcomes").toString()).contains("it is held by now");
        assertThat(policyExists(vault, member)).isFalse();
        assertNoDocument(vault.ssm(member, IRELAND));
    }

    @Test
    void aRegionThatTheAccountDoesNotHaveIsRefused() {
        AccountId member = governed(vault, OWN);

        for (String mode : List.of("release", "resume")) {
            JsonNode result = vault.request(member, mode, Map.of("regions", List.of("eu-wets-1")));
            assertThat(result.path("status").asText()).isEqualTo("UNREADABLE");
            assertThat(result.path("reason").asText())
                    .contains("regions: the account has not enabled eu-wets-1");
        }
    }

    private static AccountId governed(VaultUnderTest vault, String own) {
        AccountId member = vault.memberWithAgents("payments");
        vault.ssm(member, IRELAND)
                .createDocument(ask ->
                        ask.name(PreferencesDocument.NAME)
                                .documentType(DocumentType.SESSION)
                                .content(own));
        JsonNode result = vault.request(member, "apply");
        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("GOVERNED");
        return member;
    }

    private static JsonNode releaseAll(VaultUnderTest vault, AccountId member) {
        JsonNode result = vault.release(member, Map.of());
        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("RELEASED");
        return result;
    }

    private static void assertLetGo(VaultUnderTest vault, AccountId member) {
        SsmClient ireland = vault.ssm(member, IRELAND);
        assertThat(text(ireland)).isEqualTo(OWN);
        var document = ireland.describeDocument(ask -> ask.name(PreferencesDocument.NAME));
        assertThat(document.document().defaultVersion())
                .isEqualTo(document.document().latestVersion());
        assertNoDocument(vault.ssm(member, HOME));
        assertThat(policyExists(vault, member)).isFalse();
    }

    private static void assertNoDocument(SsmClient ssm) {
        assertThatThrownBy(() -> text(ssm)).isInstanceOf(InvalidDocumentException.class);
    }

    private static boolean policyExists(VaultUnderTest vault, AccountId member) {
        try {
            vault.iam(member)
                    .getPolicy(ask ->
                            ask.policyArn("arn:aws:iam::" + member + ":policy/" + LogPolicy.NAME));
            return true;
        } catch (NoSuchEntityException absent) {
            return false;
        }
    }

    private static String text(SsmClient ssm) {
        return ssm.getDocument(ask -> ask.name(PreferencesDocument.NAME).documentVersion("$LATEST"))
                .content();
    }

    private static void save(SsmClient ssm, String content) {
        ssm.updateDocument(ask ->
                ask.name(PreferencesDocument.NAME).documentVersion("$LATEST").content(content));
    }
}
