package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/// The reverse of "everything that is called is allowed": everything that the roles are allowed is
/// used by some scenario, or `unused-permissions.txt` says why they have it all the same.
class LeastPrivilegeTest {
    private static final String EMPTY =
            """
            {"Version": "2012-10-17", "Statement":
             {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}\
            """;

    private final RolePermissions roles = new RolePermissions();

    @Test
    void everyPermissionIsUsedOrItsReasonIsWritten() {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("DefaultHostManagement", "manage"))) {
            theVaultsOwnAccount(vault);
            anAccountWithNothing(vault);
            anAccountThatIsWorkedOffFromTheQueue(vault);
            anAccountWithEverything(vault);
            logs(vault);
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

        assertThat(roles.unused()).containsExactlyInAnyOrderElementsOf(UnusedPermissions.read());
    }

    private void ownRoles(VaultUnderTest vault) {
        for (String role : List.of("OnboardAccountRole", "CheckLogRole")) {
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
        for (int i = 0; i < 10; i++) {
            String name = "filler-" + i;
            String arn =
                    iam.createPolicy(ask -> ask.policyName(name).policyDocument(EMPTY))
                            .policy()
                            .arn();
            iam.attachRolePolicy(ask -> ask.roleName("web-server").policyArn(arn));
        }
        String policy =
                iam.createPolicy(ask -> ask.policyName(LogPolicy.NAME).policyDocument(EMPTY))
                        .policy()
                        .arn();
        for (int version = 2; version <= 5; version++) {
            iam.createPolicyVersion(ask -> ask.policyArn(policy).policyDocument(EMPTY));
        }
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
                .isInstanceOf(InvocationResult.Answered.class);
        object.put("key", prefix + "absent-0f3a9c2b7d1e48a66.log");
        assertThat(vault.running.invoke("CheckLog", event.toString()))
                .isInstanceOf(InvocationResult.Failed.class);
    }

    private static void assertGoverned(VaultUnderTest vault, AccountId account) {
        var result = vault.request(account, "apply");
        assertThat(result.path("status").asText()).as("%s", result).isEqualTo("GOVERNED");
    }
}
