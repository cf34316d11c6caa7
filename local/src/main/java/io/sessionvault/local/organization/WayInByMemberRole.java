package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;

/// `stacks/member.yaml` as a service-managed StackSet deploys it: in every account and, as soon as
/// they are there, in those that are created later; in the management account, which StackSets
/// leave out, as an ordinary stack.
///
/// @param template stacks/member.yaml
record WayInByMemberRole(Endpoint endpoint, LocalAccounts accounts, Template template)
        implements WayIn {
    /// The Region of the instance that makes the roles, which are global.
    private static final RegionName REGION = new RegionName("us-east-1");

    @Override
    public Map<String, String> parameters() {
        return Map.of("ExternalId", EXTERNAL_ID);
    }

    @Override
    public void open(ResolvedTemplate vault) {
        MemberForwarding forwarding = new MemberForwarding(endpoint, accounts, template, vault);
        Map<String, String> values = new HashMap<>(forwarding.parameters());
        values.putAll(
                Map.of(
                        "OnboardAccountRoleArn",
                        vault.physicalId("OnboardAccountRole", "Arn"),
                        "ExternalId",
                        WayIn.setting(vault, "EXTERNAL_ID"),
                        "RoleName",
                        WayIn.setting(vault, "MEMBER_ROLE_NAME"),
                        "DefaultHostManagement",
                        WayIn.setting(vault, "DEFAULT_HOST_MANAGEMENT")));
        accounts.inEvery(account -> {
            deploy(account, values);
            forwarding.deploy(account, values);
        });
    }

    private void deploy(AccountId account, Map<String, String> values) {
        IamClient iam =
                endpoint.client(IamClient.builder(), accounts.administrator(account), REGION);
        StackRoles.create(iam, template.resolve(values, account.value(), REGION.value()));
    }
}
