package io.sessionvault.local;

import static io.sessionvault.local.VaultUnderTest.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.GovernedCheck;
import io.sessionvault.local.organization.KeyCheck;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.NodeAccessTag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// The session key in every Region, by the packaged onboarding function on the stand-in.
class SessionKeyTest {
    private static final String IRELAND = "eu-west-1";

    /// A Region that accounts have to enable.
    private static final String MILAN = "eu-south-1";

    private VaultUnderTest vault;

    @BeforeEach
    void deploy() {
        vault = new VaultUnderTest(Map.of("SessionEncryption", "always"));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void createsAReplicaWithPolicyAndAliasInEveryRegionAndWritesNothingTheSecondTime() {
        JsonNode first = vault.reconcile();
        vault.aws().calls().clear();
        JsonNode second = vault.reconcile();

        assertThat(calls("DescribeKey")).hasSize(17);
        assertThat(vault.aws().calls().writes()).isEmpty();
        assertThat(first.path("outcomes")).hasSize(1 + 2 * 16 + 17);
        assertThat(outcomes(first, "APPLIED")).hasSize(1 + 2 * 16 + 17);
        assertThat(keyFaults()).isEmpty();
        assertThat(faults(vault.account)).isEmpty();
        assertThat(second.path("plan").path(0).asText()).isEqualTo("Plan: nothing to change.");
    }

    @Test
    void planForTheVaultAccountShowsTheReplicasAndWritesNothing() {
        JsonNode plan = vault.request(vault.account, "plan");

        assertThat(plan.path("plan"))
                .extracting(JsonNode::asText)
                .contains(
                        "+ eu-west-1      session key: replica of the one in us-east-1",
                        "+ eu-west-1      session key: alias/session-vault-session",
                        "Plan: 50 to add, 0 to change.")
                .noneMatch(line -> line.startsWith("!"));
        assertThat(writesOfTheFunction()).isEmpty();
    }

    @Test
    void putsAReplicasPolicyRightThatSomebodyChanged() {
        vault.reconcile();
        vault.administrationOnly(IRELAND);
        assertThat(keyFaults()).hasSize(1);

        JsonNode result = vault.reconcile();

        assertThat(outcomes(result, "APPLIED"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.path("region").asText()).isEqualTo(IRELAND);
                    assertThat(step.path("change").asText())
                            .isEqualTo("~ session key: the primary key's policy");
                });
        assertThat(keyFaults()).isEmpty();
    }

    @Test
    void givesEveryKeyTheTagOfNodeAccessAndPutsItBackWhereSomebodyTookIt() {
        vault.reconcile();
        for (String region : List.of("us-east-1", IRELAND)) {
            assertThat(tags(region)).containsEntry(NodeAccessTag.NAME, "true");
            vault.kms(region)
                    .untagResource(
                            ask -> ask.keyId(vault.sessionKey(region)).tagKeys(NodeAccessTag.NAME));
        }

        JsonNode result = vault.reconcile();

        assertThat(outcomes(result, "APPLIED"))
                .extracting(step -> step.path("change").asText())
                .containsOnly("+ session key: tag SystemsManagerJustInTimeNodeAccessManaged")
                .hasSize(2);
        assertThat(tags("us-east-1")).containsEntry(NodeAccessTag.NAME, "true");
        assertThat(tags(IRELAND)).containsEntry(NodeAccessTag.NAME, "true");
    }

    private Map<String, String> tags(String region) {
        return vault
                .kms(region)
                .listResourceTags(ask -> ask.keyId(vault.sessionKey(region)))
                .tags()
                .stream()
                .collect(Collectors.toMap(Tag::tagKey, Tag::tagValue));
    }

    @Test
    void followsThePrimaryKeysPolicyIntoEveryRegion() {
        vault.reconcile();
        vault.administrationOnly("us-east-1");

        JsonNode result = vault.reconcile();

        assertThat(outcomes(result, "APPLIED")).hasSize(16);
        assertThat(policy(IRELAND)).isEqualTo(policy("us-east-1"));
        assertThat(policy(IRELAND).path("Statement")).hasSize(1);
    }

    @Test
    void leavesARegionWithoutReplicaUntouchedUntilTheVaultAccountIsReconciled() {
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        enable(vault.account, MILAN);
        enable(member, MILAN);

        JsonNode first = vault.request(member, "apply");

        assertThat(first.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(first, "APPLIED")).hasSize(2 + 17);
        assertThat(faults(member)).isEmpty();
        assertThat(outcomes(first, "BLOCKED"))
                .hasSize(2)
                .allSatisfy(step -> {
                    assertThat(step.path("region").asText()).isEqualTo(MILAN);
                    assertThat(step.path("message").asText())
                            .contains(
                                    vault.sessionKey(MILAN),
                                    "does not exist",
                                    "reconcile that account");
                });
        assertThat(hasPreferences(member, MILAN)).isFalse();

        vault.reconcile();
        JsonNode second = vault.request(member, "apply");

        assertThat(second.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(hasPreferences(member, MILAN)).isTrue();
    }

    @Test
    void logsARegionWithoutReplicaAtOnceWhereEncryptionMayWait() {
        vault.close();
        vault = new VaultUnderTest(Map.of("SessionEncryption", "when-safe"));
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        enable(vault.account, MILAN);
        enable(member, MILAN);

        JsonNode first = vault.request(member, "apply");

        assertThat(first.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(inputs(member).path("s3BucketName").asText()).isNotEmpty();
        assertThat(inputs(member).path("kmsKeyId").asText()).isEmpty();

        vault.reconcile();
        JsonNode second = vault.request(member, "apply");

        assertThat(second.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(inputs(member).path("kmsKeyId").asText()).isEqualTo(vault.sessionKey(MILAN));
    }

    private JsonNode inputs(AccountId member) {
        return VaultUnderTest.json(
                        vault.ssm(member, MILAN)
                                .getDocument(ask -> ask.name(PreferencesDocument.NAME))
                                .content())
                .path("inputs");
    }

    @Test
    void saysThatTheVaultAccountHasToEnableARegionToo() {
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        enable(member, MILAN);

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "APPLIED")).hasSize(2 + 17);
        assertThat(outcomes(result, "BLOCKED"))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.path("message").asText())
                                .contains(
                                        vault.sessionKey(MILAN),
                                        "UnrecognizedClientException",
                                        "see that the Region is enabled in account "
                                                + vault.account));
        assertThat(hasPreferences(member, MILAN)).isFalse();
    }

    @Test
    void blocksTheRegionOfADisabledReplicaAndDoesNotEnableIt() {
        vault.reconcile();
        vault.kms(IRELAND).disableKey(ask -> ask.keyId(vault.sessionKey(IRELAND)));
        AccountId member = vault.memberWithAgents("payments");
        vault.aws().calls().clear();

        JsonNode result = vault.request(member, "apply");
        JsonNode ofVault = vault.request(vault.account, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "APPLIED")).hasSize(2 + 16);
        assertThat(outcomes(result, "BLOCKED"))
                .hasSize(2)
                .allSatisfy(step ->
                        assertThat(step.path("message").asText())
                                .isEqualTo(
                                        "BLOCKED eu-west-1: session key "
                                                + vault.sessionKey(IRELAND)
                                                + " is Disabled: enable it, or exclude the Region"));
        assertThat(hasPreferences(member, IRELAND)).isFalse();
        assertThat(ofVault.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(ofVault, "BLOCKED"))
                .singleElement()
                .satisfies(step -> assertThat(step.path("region").asText()).isEqualTo(IRELAND));
        assertThat(calls("EnableKey")).isEmpty();
        assertThat(state(IRELAND)).isEqualTo(KeyState.DISABLED);
    }

    @Test
    void leavesAReplicaAloneThatIsToBeDeleted() {
        vault.reconcile();
        vault.kms(IRELAND).scheduleKeyDeletion(ask -> ask.keyId(vault.sessionKey(IRELAND)));
        vault.aws().calls().clear();

        JsonNode result = vault.request(vault.account, "apply");

        assertThat(outcomes(result, "BLOCKED"))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.path("message").asText())
                                .contains("PendingDeletion", "cancel its deletion"));
        assertThat(vault.aws().calls().writes()).isEmpty();
    }

    @Test
    void leavesARegionAloneWhoseKeyCannotBeSeen() {
        vault.reconcile();
        vault.aws()
                .faults()
                .deny(
                        CallMatcher.operation("kms", "DescribeKey")
                                .and(CallMatcher.region("sa-east-1")));
        AccountId member = vault.memberWithAgents("payments");

        JsonNode result = vault.request(member, "apply");

        assertThat(outcomes(result, "APPLIED")).hasSize(2 + 16);
        assertThat(outcomes(result, "BLOCKED")).hasSize(1);
        assertThat(outcomes(result, "DENIED"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.path("region").asText()).isEqualTo("sa-east-1");
                    assertThat(step.path("change").asText())
                            .isEqualTo("read session key " + vault.sessionKey("sa-east-1"));
                    assertThat(step.path("errorCode").asText()).isEqualTo("AccessDeniedException");
                    assertThat(step.path("requestId").asText()).isNotEmpty();
                });
        assertThat(hasPreferences(member, "sa-east-1")).isFalse();
    }

    @Test
    void asksKmsNothingForAnAccountThatIsAsItShouldBe() {
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        vault.request(member, "apply");
        assertThat(calls("DescribeKey")).isNotEmpty();
        vault.aws().calls().clear();

        JsonNode again = vault.request(member, "apply");

        assertThat(again.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(vault.aws().calls().list())
                .isNotEmpty()
                .noneMatch(call -> call.operation().service().equals("kms"));
    }

    @Test
    void asksForAMembersKeyOnlyInTheRegionThatHasToBeSwitched() {
        vault.reconcile();
        AccountId member = vault.memberWithAgents("payments");
        vault.request(member, "apply");
        vault.ssm(member, IRELAND).deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        vault.aws().calls().clear();

        vault.request(member, "apply");

        assertThat(vault.aws().calls().list())
                .filteredOn(call -> call.operation().service().equals("kms"))
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.operation().region()).isEqualTo(IRELAND);
                    assertThat(call.operation().account()).isEqualTo(vault.account.value());
                });
    }

    @Test
    void waitsForReplicasThatAreStillBeingCreated() {
        vault.aws().faults().settling().replicasCreating(1);

        JsonNode first = vault.request(vault.account, "apply");
        JsonNode second = vault.request(vault.account, "apply");

        assertThat(first.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(first, "TRANSIENT"))
                .hasSize(16)
                .allSatisfy(step ->
                        assertThat(step.path("message").asText())
                                .contains("is Creating: it will be looked at again"));
        assertThat(outcomes(first, "BLOCKED")).hasSize(16);
        assertThat(second.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(keyFaults()).isEmpty();
        assertThat(faults(vault.account)).isEmpty();
    }

    @Test
    void pointsOutAnAliasThatNamesTheKeyOfAnEarlierVault() {
        String earlier = vault.kms(IRELAND).createKey().keyMetadata().keyId();
        vault.kms(IRELAND)
                .createAlias(
                        ask -> ask.aliasName("alias/session-vault-session").targetKeyId(earlier));

        JsonNode result = vault.request(vault.account, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "REJECTED"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.path("region").asText()).isEqualTo(IRELAND);
                    assertThat(step.path("message").asText())
                            .contains(
                                    "alias/session-vault-session",
                                    earlier,
                                    vault.sessionKey(IRELAND));
                });
        assertThat(faults(vault.account)).isEmpty();
    }

    @Test
    void namesTheRegionWhoseReplicaCannotBeMadeAndGovernsTheOthers() {
        vault.aws().faults().deny(CallMatcher.operation("kms", "ReplicateKey"));

        JsonNode result = vault.request(vault.account, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "DENIED"))
                .extracting(step -> step.path("change").asText())
                .contains("+ session key: replica of the one in us-east-1");
        assertThat(outcomes(result, "APPLIED")).hasSize(1 + 1);
        assertThat(hasPreferences(vault.account, "us-east-1")).isTrue();
        assertThat(hasPreferences(vault.account, IRELAND)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 33, 40})
    void endsInTheSameStateWhenKilledAtAnyWriteAndRunAgain(int nthWrite) {
        InvocationResult killed = vault.killedAtWrite(vault.account, nthWrite);
        vault.reconcile();

        assertThat(killed).isInstanceOf(InvocationResult.Crashed.class);
        assertThat(keyFaults()).isEmpty();
        assertThat(faults(vault.account)).isEmpty();
    }

    @Test
    void twoRunsAtOnceEndInTheSameState() {
        vault.applyTwiceAtOnce(vault.account);

        assertThat(vault.request(vault.account, "plan").path("plan").path(0).asText())
                .isEqualTo("Plan: nothing to change.");
        assertThat(keyFaults()).isEmpty();
    }

    private List<String> keyFaults() {
        return new KeyCheck(
                        vault.platform.endpoint(), vault.accounts, vault.account, vault.template)
                .faults(vault.regions);
    }

    private List<String> faults(AccountId account) {
        return new GovernedCheck(vault.platform.endpoint(), vault.accounts, vault.template)
                .faults(account, vault.regions);
    }

    private JsonNode policy(String region) {
        return VaultUnderTest.json(
                vault.kms(region)
                        .getKeyPolicy(ask -> ask.keyId(vault.sessionKey(region)))
                        .policy());
    }

    private KeyState state(String region) {
        return vault.kms(region)
                .describeKey(ask -> ask.keyId(vault.sessionKey(region)))
                .keyMetadata()
                .keyState();
    }

    private void enable(AccountId account, String region) {
        vault.platform
                .endpoint()
                .client(AccountClient.builder(), vault.administrator(account), VaultUnderTest.HOME)
                .enableRegion(ask -> ask.regionName(new RegionName(region).value()));
    }

    private boolean hasPreferences(AccountId account, String region) {
        try {
            vault.ssm(account, region).describeDocument(ask -> ask.name(PreferencesDocument.NAME));
            return true;
        } catch (InvalidDocumentException absent) {
            return false;
        }
    }

    private List<RecordedCall> calls(String operation) {
        return vault.aws().calls().list().stream()
                .filter(call -> call.operation().operation().equals(operation))
                .toList();
    }

    /// What the vault's administrator did to deploy the stack does not count.
    private List<RecordedCall> writesOfTheFunction() {
        return vault.aws().calls().writes().stream()
                .filter(call -> call.principal().contains("assumed-role"))
                .toList();
    }
}
