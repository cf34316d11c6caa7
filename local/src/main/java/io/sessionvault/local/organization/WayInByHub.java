package io.sessionvault.local.organization;

import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;

/// `stacks/management.yaml` with its hub role, in the management account.
///
/// @param template stacks/management.yaml
record WayInByHub(Endpoint endpoint, LocalAccounts accounts, Template template) implements WayIn {
    private static final RegionName REGION = new RegionName("us-east-1");

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "ExternalId",
                EXTERNAL_ID,
                "MemberRoleName",
                LocalAccounts.ACCESS_ROLE,
                "HubRoleArn",
                "arn:aws:iam::" + accounts.management() + ":role/SessionVaultHub");
    }

    @Override
    public void open(ResolvedTemplate vault) {
        Map<String, String> values =
                Map.of(
                        "OrganizationId",
                        accounts.organizationId(),
                        "OnboardAccountRoleArn",
                        vault.physicalId("OnboardAccountRole", "Arn"),
                        "ExternalId",
                        WayIn.setting(vault, "EXTERNAL_ID"),
                        "HubMemberRoleName",
                        WayIn.setting(vault, "MEMBER_ROLE_NAME"));
        IamClient iam = endpoint.client(IamClient.builder(), endpoint.management(), REGION);
        StackRoles.create(
                iam, template.resolve(values, accounts.management().value(), REGION.value()));
    }
}
