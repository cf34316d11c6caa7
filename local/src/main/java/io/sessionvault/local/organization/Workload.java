package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.preferences.PreferencesDocument;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/// What a team has in its account before the vault gets there.
public final class Workload {
    private final IamClient iam;
    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final AccountId account;

    /// @param account the team's account
    public Workload(Endpoint endpoint, LocalAccounts accounts, AccountId account, RegionName home) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.account = account;
        this.iam = endpoint.client(IamClient.builder(), accounts.administrator(account), home);
    }

    /// An instance profile and its role, whose policy allows the given actions.
    public void instanceRole(String name, List<String> actions) {
        role(name, "ec2.amazonaws.com", actions);
        iam.createInstanceProfile(ask -> ask.instanceProfileName(name));
        iam.addRoleToInstanceProfile(ask -> ask.instanceProfileName(name).roleName(name));
    }

    /// A role for tasks of ECS, whose policy allows the given actions.
    public void taskRole(String name, List<String> actions) {
        role(name, "ecs-tasks.amazonaws.com", actions);
    }

    private void role(String name, String service, List<String> actions) {
        iam.createRole(ask -> ask.roleName(name).assumeRolePolicyDocument(trust(service)));
        iam.putRolePolicy(ask ->
                ask.roleName(name).policyName("Work").policyDocument(Json.write(allow(actions))));
    }

    /// Preferences that somebody saved in one Region.
    public void preferences(RegionName region, Map<String, Object> content) {
        SsmClient ssm =
                endpoint.client(SsmClient.builder(), accounts.administrator(account), region);
        ssm.createDocument(ask ->
                ask.name(PreferencesDocument.NAME)
                        .documentType(DocumentType.SESSION)
                        .documentFormat(DocumentFormat.JSON)
                        .content(Json.write(content)));
    }

    private static String trust(String service) {
        return Json.write(
                Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(
                                Map.of(
                                        "Effect", "Allow",
                                        "Principal", Map.of("Service", service),
                                        "Action", "sts:AssumeRole"))));
    }

    private static Map<String, Object> allow(List<String> actions) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of("Effect", "Allow", "Action", actions, "Resource", "*")));
    }
}
