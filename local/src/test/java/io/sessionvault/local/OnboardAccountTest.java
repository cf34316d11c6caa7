package io.sessionvault.local;

import static io.sessionvault.local.VaultUnderTest.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.GovernedCheck;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged onboarding function, under the real runtime client, on the stand-in. The tests share
/// a vault and its warm function, in accounts of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnboardAccountTest {
    private VaultUnderTest vault;

    @BeforeAll
    void deploy() {
        vault = new VaultUnderTest();
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
    void aRoleThatVanishesAfterItWasListedIsSkipped() {
        AccountId member = vault.memberWithAgents("payments");
        vault.workload(member).instanceRole("short-lived", List.of("ssmmessages:*"));
        vault.duringTheVisit(member, () -> vault.aws().removeRole(member, "short-lived"));

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText())
                .as(result.toPrettyString())
                .isEqualTo("GOVERNED");
        assertThat(faults(member)).isEmpty();
    }

    @Test
    void governsAnAccountWhosePoliciesAreListedOnlyWhereSomebodyHasThem() {
        vault.aws().beliefs().unattachedPolicies(Beliefs.UnattachedPolicies.OMITTED);
        AccountId member = vault.member("empty");

        assertThat(vault.request(member, "apply").path("status").asText()).isEqualTo("GOVERNED");
        JsonNode second = vault.request(member, "apply");

        assertThat(second.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(second.path("outcomes")).isEmpty();
    }

    @Test
    void governsEveryEnabledRegionAndWritesNothingTheSecondTime() {
        AccountId member = vault.memberWithAgents("payments");

        JsonNode first = vault.request(member, "apply");
        vault.aws().calls().clear();
        JsonNode second = vault.request(member, "apply");

        assertThat(first.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(faults(member)).isEmpty();
        assertThat(second.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(vault.aws().calls().list())
                .extracting(call -> call.operation().operation())
                .containsOnly(
                        "DescribeAccount",
                        "GetObject",
                        "ListPoliciesForTarget",
                        "ListParents",
                        "AssumeRole",
                        "ListRegions",
                        "GetAccountAuthorizationDetails",
                        "DescribeDocument",
                        "GetDocument",
                        "DescribeRule",
                        "ListTargetsByRule");
        assertThat(vault.aws().calls().writes()).isEmpty();
    }

    @Test
    void governsTheManagementAccountAndTheVaultsOwn() {
        for (AccountId account : List.of(vault.accounts.management(), vault.account)) {
            JsonNode result = vault.request(account, "apply");

            assertThat(result.path("status").asText()).as("%s", result).isEqualTo("GOVERNED");
            assertThat(faults(account)).isEmpty();
        }
    }

    @Test
    void entersByWayOfTheHubWhereThereIsOne() {
        try (VaultUnderTest hub = VaultUnderTest.throughTheHub()) {
            hub.reconcile();
            AccountId member = hub.memberWithAgents("payments");
            hub.aws().calls().clear();

            JsonNode result = hub.request(member, "apply");

            assertThat(result.path("status").asText()).as("%s", result).isEqualTo("GOVERNED");
            assertThat(hub.aws().calls().list())
                    .filteredOn(call -> call.operation().operation().equals("AssumeRole"))
                    .extracting(call -> call.principal().replaceFirst("/[^/]+$", ""))
                    .containsExactly(
                            "arn:aws:sts::%s:assumed-role/session-vault-OnboardAccount"
                                    .formatted(hub.account),
                            "arn:aws:sts::%s:assumed-role/SessionVaultHub"
                                    .formatted(hub.accounts.management()));
        }
    }

    @Test
    void planWritesNothing() {
        AccountId member = vault.memberWithAgents("payments");
        vault.aws().calls().clear();

        JsonNode plan = vault.request(member, "plan");

        assertThat(plan.path("status").asText()).isEqualTo("PLANNED");
        assertThat(plan.path("plan")).hasSize(2 + 17 + 1);
        assertThat(vault.aws().calls().writes()).isEmpty();
    }

    @Test
    void leavesRolesAloneThatCannotRunTheAgent() {
        AccountId member = vault.memberWithAgents("payments");
        vault.workload(member).instanceRole("batch-worker", List.of("s3:GetObject"));

        vault.request(member, "apply");

        assertThat(check().rolesWithPolicy(member, LogPolicy.NAME, VaultUnderTest.HOME))
                .containsExactly("web-server");
    }

    @Test
    void keepsWhatATeamHadSetForItself() {
        AccountId member = vault.memberWithAgents("payments");
        RegionName region = new RegionName("eu-west-1");
        Map<String, Object> own =
                Map.of(
                        "cloudWatchLogGroupName",
                        "/team/sessions",
                        "cloudWatchEncryptionEnabled",
                        true,
                        "cloudWatchStreamingEnabled",
                        true,
                        "runAsEnabled",
                        true,
                        "runAsDefaultUser",
                        "team",
                        "idleSessionTimeout",
                        "45",
                        "maxSessionDuration",
                        "600",
                        "shellProfile",
                        Map.of("linux", "echo aWordOfTheTeamsOwnDocument", "windows", "cls"));
        vault.workload(member)
                .preferences(
                        region,
                        Map.of(
                                "schemaVersion",
                                "1.0",
                                "sessionType",
                                "Standard_Stream",
                                "inputs",
                                own));

        vault.request(member, "apply");

        JsonNode inputs = check().inputs(member, region);
        own.forEach((field, value) ->
                assertThat(inputs.path(field)).isEqualTo(VaultUnderTest.JSON.valueToTree(value)));
        assertThat(faults(member)).isEmpty();
    }

    @Test
    void leavesABrokenDocumentUntouchedAndGovernsTheOtherRegions() {
        AccountId member = vault.memberWithAgents("payments");
        vault.aws()
                .plantDocument(
                        member,
                        "eu-west-2",
                        PreferencesDocument.NAME,
                        "{\"schemaVersion\": aWordOfTheTeamsOwnDocument");

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "REJECTED"))
                .singleElement()
                .satisfies(step -> assertThat(step.path("region").asText()).isEqualTo("eu-west-2"));
        assertThat(outcomes(result, "APPLIED")).hasSize(2 + 16);
        assertThat(
                        vault.ssm(member, "eu-west-2")
                                .getDocument(ask -> ask.name(PreferencesDocument.NAME))
                                .content())
                .isEqualTo("{\"schemaVersion\": aWordOfTheTeamsOwnDocument");
    }

    @Test
    void namesRegionChangeErrorCodeAndRequestIdOfAPartialFailure() {
        AccountId member = vault.memberWithAgents("payments");
        vault.aws()
                .faults()
                .deny(
                        CallMatcher.operation("ssm", "CreateDocument")
                                .and(CallMatcher.region("sa-east-1")));

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "DENIED"))
                .isNotEmpty()
                .allSatisfy(step -> {
                    assertThat(step.path("region").asText()).isEqualTo("sa-east-1");
                    assertThat(step.path("change").asText()).contains(PreferencesDocument.NAME);
                    assertThat(step.path("errorCode").asText()).isEqualTo("AccessDeniedException");
                    assertThat(step.path("requestId").asText()).isNotEmpty();
                });
        assertThat(outcomes(result, "APPLIED")).hasSize(2 + 16);
    }

    @Test
    void doesNotSwitchPreferencesWhileARoleCannotWriteItsLogs() {
        AccountId member = vault.memberWithAgents("payments");
        vault.iam(member)
                .putRolePolicy(ask ->
                        ask.roleName("web-server")
                                .policyName("NoWrites")
                                .policyDocument(
                                        """
                                        {"Version": "2012-10-17", "Statement":
                                         {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}}\
                                        """));

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(outcomes(result, "BLOCKED"))
                .anySatisfy(step ->
                        assertThat(step.path("message").asText())
                                .contains("web-server", "s3:PutObject"));
        assertThat(writesOf("CreateDocument")).isEmpty();
    }

    @Test
    void attachesNothingTwiceWhenARoleIsFullAndWritesTheDocumentInline() {
        AccountId member = vault.memberWithAgents("payments");
        CrowdedAccount.fill(vault.iam(member), "web-server");

        JsonNode result = vault.request(member, "apply");

        assertThat(result.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(
                        vault.iam(member)
                                .listRolePolicies(ask -> ask.roleName("web-server"))
                                .policyNames())
                .contains(LogPolicy.NAME);
    }

    @Test
    void managesDefaultHostManagementWhereAskedTo() {
        try (VaultUnderTest managing =
                new VaultUnderTest(Map.of("DefaultHostManagement", "manage"))) {
            managing.replicateSessionKey();
            AccountId member = managing.accounts.create("fresh");

            JsonNode result = managing.request(member, "apply");

            assertThat(result.path("status").asText()).isEqualTo("GOVERNED");
            assertThat(
                            managing.ssm(member, "eu-north-1")
                                    .getServiceSetting(ask ->
                                            ask.settingId(
                                                    "/ssm/managed-instance/default-ec2-instance-management-role"))
                                    .serviceSetting()
                                    .settingValue())
                    .isEqualTo("service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 18})
    void endsInTheSameStateWhenKilledAtAnyWriteAndRunAgain(int nthWrite) {
        AccountId member = vault.memberWithAgents("payments");
        InvocationResult killed = vault.killedAtWrite(member, nthWrite);
        JsonNode again = vault.request(member, "apply");

        assertThat(killed).isInstanceOf(InvocationResult.Crashed.class);
        assertThat(again.path("status").asText()).isEqualTo("GOVERNED");
        assertThat(faults(member)).isEmpty();
        assertThat(documentVersions(member))
                .allSatisfy(version -> assertThat(version).isEqualTo("1"));
    }

    @Test
    void twoRunsAtOnceEndInTheSameState() {
        AccountId member = vault.memberWithAgents("payments");
        vault.applyTwiceAtOnce(member);

        assertThat(vault.request(member, "plan").path("plan").path(0).asText())
                .isEqualTo("Plan: nothing to change.");
        assertThat(faults(member)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "create-account-succeeded, LEFT_ALONE",
        "create-account-failed, IGNORED",
        "create-account-requested, IGNORED",
        "account-joined, LEFT_ALONE",
        "invitation-sent, IGNORED",
        "invitation-accepted, LEFT_ALONE",
        "control-tower-account-created, LEFT_ALONE",
        "control-tower-account-updated, LEFT_ALONE",
        "control-tower-landing-zone-set-up, LEFT_ALONE",
        "account-closed, LEFT_ALONE",
        "account-departed, LEFT_ALONE",
        "account-moved, IGNORED",
        "manual-plan, LEFT_ALONE",
        "manual-apply, LEFT_ALONE",
        "manual-release, LEFT_ALONE",
        "manual-resume, LEFT_ALONE"
    })
    void readsEveryEventFileAndChangesNothingInAccountsThatAreNotOurs(String file, String status) {
        vault.aws().calls().clear();

        JsonNode answer =
                VaultUnderTest.answer(
                        vault.running,
                        VaultUnderTest.eventFile("onboard-account/" + file + ".json"));

        assertThat(answer.path("results"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.path("status").asText()).isEqualTo(status));
        // Who has joined since is put into the queue for an id that is not in the organization.
        assertThat(vault.aws().calls().writes())
                .allSatisfy(call ->
                        assertThat(call.operation().operation()).isEqualTo("SendMessageBatch"));
    }

    @Test
    void acknowledgesABatchOfEventsThatAskForNothing() {
        JsonNode answer =
                VaultUnderTest.answer(
                        vault.running, VaultUnderTest.eventFile("onboard-account/sqs-batch.json"));

        assertThat(answer.path("batchItemFailures")).isEmpty();
    }

    private List<String> faults(AccountId member) {
        return check().faults(member, vault.regions);
    }

    private GovernedCheck check() {
        return new GovernedCheck(vault.platform.endpoint(), vault.accounts, vault.template);
    }

    private List<String> documentVersions(AccountId member) {
        return vault.regions.stream()
                .map(region ->
                        vault.ssm(member, region.value())
                                .describeDocument(ask -> ask.name(PreferencesDocument.NAME))
                                .document()
                                .latestVersion())
                .toList();
    }

    private List<RecordedCall> writesOf(String operation) {
        return vault.aws().calls().writes().stream()
                .filter(call -> call.operation().operation().equals(operation))
                .toList();
    }
}
