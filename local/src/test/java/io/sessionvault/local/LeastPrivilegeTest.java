package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

/// The reverse of "everything that is called is allowed": everything that the roles are allowed is
/// used by some scenario, or `unused-permissions.txt` says why they have it all the same.
class LeastPrivilegeTest {
    /// As many as make an account's result larger than 200 KiB.
    private static final int UNLOGGED = 120;

    /// As many as make a result larger than 200 KiB, and not more than one batch of stored logs has.
    private static final int MISPLACED = 220;

    private static final String MEMBER = "payments";
    private static final String REGIONS = VaultUnderTest.HOME + "," + ComplianceUnderTest.IRELAND;
    private static final Map<String, String> ENFORCED =
            Map.of("ComplianceMode", "enforce", "SecurityHub", "on");

    private final RolePermissions roles = new RolePermissions();

    @Test
    void everyPermissionIsUsedOrItsReasonIsWritten() {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("DefaultHostManagement", "manage"))) {
            theVaultsOwnAccount(vault);
            anAccountWithNothing(vault);
            anAccountThatIsWorkedOffFromTheQueue(vault);
            anAccountWithEverything(vault);
            anAccountThatGoesBack(vault);
            logs(vault);
            anAccountThatIsChanged(vault);
            vault.accounts.inEvery(
                    account -> roles.add(vault, account, "SessionVaultMember", "MemberRole"));
            ownRoles(vault);
        }
        try (VaultUnderTest vault = VaultUnderTest.throughTheHub()) {
            vault.reconcile();
            assertGoverned(vault, vault.memberWithAgents("payments"));
            roles.add(vault, vault.accounts.management(), "SessionVaultHub", "HubRole");
            ownRoles(vault);
        }
        try (ComplianceUnderTest compliance = new ComplianceUnderTest(REGIONS, ENFORCED, MEMBER)) {
            complianceRuns(compliance);
            compliance.vault.accounts.inEvery(account ->
                    roles.add(compliance.vault, account, "SessionVaultMember", "MemberRole"));
            ownRoles(compliance.vault);
        }

        assertThat(roles.unused()).containsExactlyInAnyOrderElementsOf(UnusedPermissions.read());
    }

    private void ownRoles(VaultUnderTest vault) {
        for (String role : vault.template.logicalIds("AWS::IAM::Role")) {
            String name = vault.template.physicalId(role, PhysicalIds.REF);
            roles.add(vault, vault.account, name, role);
        }
    }

    /// Replicas of the session key are created, and one whose policy somebody has changed is put
    /// right.
    private static void theVaultsOwnAccount(VaultUnderTest vault) {
        vault.reconcile();
        vault.administrationOnly("eu-west-1");
        vault.reconcile();
    }

    /// Default Host Management is set up from nothing.
    private static void anAccountWithNothing(VaultUnderTest vault) {
        assertGoverned(vault, vault.accounts.create("fresh"));
    }

    private static void anAccountThatIsWorkedOffFromTheQueue(VaultUnderTest vault) {
        vault.stack
                .sqs()
                .purgeQueue(ask ->
                        ask.queueUrl(
                                vault.template.physicalId("OnboardAccountQueue", PhysicalIds.REF)));
        vault.aws()
                .faults()
                .fail(CallMatcher.operation("sts", "AssumeRole"), "AccessDenied", 403, 1);
        vault.accounts.create("young");
        assertThat(vault.running.poll("OnboardAccount").failed()).hasSize(1);
        vault.platform.pass(Duration.ofMinutes(1));
        assertThat(vault.running.poll("OnboardAccount").succeeded()).isNotEmpty();
    }

    /// A role at its quota, a policy with all the versions it can have, documents of the team's
    /// own, and one whose default is not its newest version.
    private static void anAccountWithEverything(VaultUnderTest vault) {
        AccountId account = vault.memberWithAgents("old");
        RegionName region = new RegionName("eu-west-1");
        IamClient iam = vault.iam(account);
        CrowdedAccount.fill(iam, "web-server");
        CrowdedAccount.useUpVersions(iam);
        vault.workload(account)
                .preferences(
                        region,
                        Map.of(
                                "schemaVersion",
                                "1.0",
                                "sessionType",
                                "Standard_Stream",
                                "inputs",
                                Map.of("idleSessionTimeout", "45")));
        assertGoverned(vault, account);
        vault.ssm(account, region.value())
                .updateDocumentDefaultVersion(
                        ask -> ask.name(PreferencesDocument.NAME).documentVersion("1"));
        assertGoverned(vault, account);
        letGo(vault, account);
    }

    /// Sessions fail in it after its switch.
    private static void anAccountThatGoesBack(VaultUnderTest vault) {
        SwitchedAccount switched =
                SwitchedAccount.of(
                        vault.platform,
                        new RegionName("eu-west-1"),
                        () -> {
                            AccountId account = vault.memberWithAgents("locked-out");
                            assertGoverned(vault, account);
                            return account;
                        });
        var result =
                VaultUnderTest.answer(vault.running, switched.message()).path("results").path(0);
        assertThat(result.path("status").asText()).as("%s", result).isEqualTo("ROLLED_BACK");
    }

    /// Its policy stands in one role and is attached to another.
    private static void letGo(VaultUnderTest vault, AccountId account) {
        vault.workload(account).instanceRole("second", List.of("ssmmessages:*"));
        assertGoverned(vault, account);
        var released = vault.release(account, Map.of());
        assertThat(released.path("status").asText()).as("%s", released).isEqualTo("RELEASED");
    }

    /// Somebody deletes a document, and nobody may repair; then the function cannot enter the account.
    private static void anAccountThatIsChanged(VaultUnderTest vault) {
        AccountId account = vault.memberWithAgents("changed");
        assertGoverned(vault, account);
        vault.aws().onApiCall(vault.running.memberBus()::publish);
        vault.ssm(account, "eu-west-1").deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        vault.platform.pass(Duration.ofMinutes(1));
        vault.aws()
                .faults()
                .fail(CallMatcher.operation("sts", "AssumeRole"), "AccessDenied", 403, 1);
        assertThat(vault.running.poll("OnboardAccount", "ReactionQueue").failed()).hasSize(1);
        vault.platform.pass(Duration.ofMinutes(1));
        assertThat(vault.running.poll("OnboardAccount", "ReactionQueue").failed()).isEmpty();
    }

    private static void logs(VaultUnderTest vault) {
        AccountId account = vault.accounts.create("logging");
        SessionAgent agent = vault.agentThatLogs(account);
        String prefix = account + "/eu-west-1/";
        Upload log = agent.upload(prefix + "ana-0f3a9c2b7d1e48a65.log", "output");
        agent.upload(prefix + "notes.txt", "output");
        assertThat(vault.running.poll("CheckLog").succeeded()).hasSize(2);

        var event = VaultUnderTest.json(new EventFiles(VaultUnderTest.REPOSITORY).stored(log));
        var object = (ObjectNode) event.at("/detail/object");
        object.remove("version-id");
        assertThat(vault.running.invoke("CheckLog", event.toString()))
                .isInstanceOf(InvocationResult.Failed.class);
        object.put("key", prefix + "absent-0f3a9c2b7d1e48a66.log");
        assertThat(vault.running.invoke("CheckLog", event.toString()))
                .isInstanceOf(InvocationResult.Failed.class);
    }

    /// The first run finds what cannot be repaired, and so much of it that each function has to store
    /// its result; the second reads what the first left, and repairs.
    private static void complianceRuns(ComplianceUnderTest compliance) {
        compliance
                .vault
                .aws()
                .manage(
                        compliance.account(MEMBER),
                        "eu-west-1",
                        new Instance("i-1", "vpc-1", "subnet-1"),
                        "3.3.2299.0");
        compliance.loggedSession(MEMBER, ComplianceUnderTest.IRELAND);
        for (int i = 0; i < UNLOGGED; i++) {
            compliance.sessionOfALongName(MEMBER, ComplianceUnderTest.IRELAND);
        }
        VaultUnderTest vault = compliance.vault;
        vault.platform
                .endpoint()
                .client(
                        SecurityHubClient.builder(),
                        vault.administrator(vault.account),
                        VaultUnderTest.HOME)
                .enableSecurityHub(ask -> {});
        var agent = vault.agents().beforeThePolicy(compliance.account(MEMBER));
        for (int i = 0; i < MISPLACED; i++) {
            agent.upload(misplaced("stays", i), "output");
            String deleted = misplaced("goes", i);
            agent.upload(deleted, "output");
            vault.stack
                    .s3()
                    .deleteObject(ask -> ask.bucket(vault.template.bucketName()).key(deleted));
        }
        compliance.putReportsObject("suppressions.json", Map.of("suppressions", List.of()));
        compliance.run("first");
        assertThat(stored(compliance, "first"))
                .contains("vault.json")
                .anyMatch(key -> key.startsWith("accounts/"))
                .anyMatch(key -> key.startsWith("logs/"));
        anArrivalWhoseAccountTheRunHasListed(vault, agent, compliance.account(MEMBER));

        vault.ssm(compliance.account(MEMBER), ComplianceUnderTest.IRELAND)
                .deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        assertThat(compliance.run("second").at("/summary/repairs").asInt()).isEqualTo(1);
        anAccountThatNobodyNames(vault);
    }

    private static void anArrivalWhoseAccountTheRunHasListed(
            VaultUnderTest vault, SessionAgent agent, AccountId account) {
        Upload log = agent.upload(account + "/eu-west-1/ana-0f3a9c2b7d1e48a67.log", "output");
        String event = new EventFiles(VaultUnderTest.REPOSITORY).stored(log);
        assertThat(vault.running.invoke("CheckLog", event).toString()).contains("\"Compliant\"");
    }

    /// The run has told who the members are; the event says that somebody has joined.
    private static void anAccountThatNobodyNames(VaultUnderTest vault) {
        var event =
                VaultUnderTest.json(
                        VaultUnderTest.eventFile("onboard-account/account-joined.json"));
        ((ObjectNode) event.path("detail")).remove("serviceEventDetails");
        assertThat(VaultUnderTest.answer(vault.running, event.toString()).toString())
                .contains("COMPARED");
    }

    /// A key nearly as long as S3 allows, so that few findings make a large result. It comes before
    /// those of all accounts: what was deleted there is for CheckVault to see.
    private static String misplaced(String what, int i) {
        return "0/" + what + "/" + "x".repeat(900) + "/" + i + ".log";
    }

    /// The results that the functions of a run stored, since they were too large to be handed on.
    private static List<String> stored(ComplianceUnderTest compliance, String run) {
        String folder = "runs/" + run + "/results/";
        return compliance
                .reports()
                .listObjectsV2Paginator(
                        ask -> ask.bucket(compliance.reportsBucket()).prefix(folder))
                .contents()
                .stream()
                .map(object -> object.key().substring(folder.length()))
                .toList();
    }

    private static void assertGoverned(VaultUnderTest vault, AccountId account) {
        var result = vault.request(account, "apply");
        assertThat(result.path("status").asText()).as("%s", result).isEqualTo("GOVERNED");
    }
}
