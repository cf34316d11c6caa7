package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/// GetAccountAuthorizationDetails: the account's roles and its own policies, all that is in them
/// included. A page holds so many items of all kinds together, roles first. There are no users and
/// no groups in the stand-in.
///
/// Source: IAM API reference, `GetAccountAuthorizationDetails`.
final class IamAuthorizationDetails {
    /// What stands on a page.
    private sealed interface Item {
        record OfRole(IamRole role) implements Item {}

        record OfPolicy(ManagedPolicy policy) implements Item {}
    }

    private final Iam iam;

    IamAuthorizationDetails(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations.on(
                GetAccountAuthorizationDetailsRequest.class,
                Authorization.toAny("iam:GetAccountAuthorizationDetails"),
                this::details);
    }

    private GetAccountAuthorizationDetailsResponse details(
            Call call, GetAccountAuthorizationDetailsRequest request) {
        IamAccount account = iam.account(call);
        Page<Item> page = iam.page(items(account, request), request.marker(), request.maxItems());
        List<RoleDetail> roles = new ArrayList<>();
        List<ManagedPolicyDetail> policies = new ArrayList<>();
        for (Item item : page.items()) {
            switch (item) {
                case Item.OfRole(IamRole role) -> roles.add(detail(account, role));
                case Item.OfPolicy(ManagedPolicy policy) -> policies.add(detail(account, policy));
            }
        }
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(List.of())
                .groupDetailList(List.of())
                .roleDetailList(roles)
                .policies(policies)
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private static List<Item> items(
            IamAccount account, GetAccountAuthorizationDetailsRequest request) {
        List<EntityType> asked = request.filter();
        if (asked.contains(EntityType.UNKNOWN_TO_SDK_VERSION)) {
            throw IamErrors.validation("Invalid entity type among " + request.filterAsStrings());
        }
        // Which of the policies that AWS manages it lists is not documented.
        if (asked.isEmpty() || asked.contains(EntityType.AWS_MANAGED_POLICY)) {
            throw AwsError.notImplemented(
                    "GetAccountAuthorizationDetails of policies that AWS manages");
        }
        List<Item> items = new ArrayList<>();
        if (asked.contains(EntityType.ROLE)) {
            account.roles.values().forEach(role -> items.add(new Item.OfRole(role)));
        }
        if (asked.contains(EntityType.LOCAL_MANAGED_POLICY)) {
            account.policies.values().forEach(policy -> items.add(new Item.OfPolicy(policy)));
        }
        return items;
    }

    private static RoleDetail detail(IamAccount account, IamRole role) {
        Role shape = role.shape();
        return RoleDetail.builder()
                .arn(shape.arn())
                .roleName(shape.roleName())
                .roleId(shape.roleId())
                .path(shape.path())
                .createDate(shape.createDate())
                .assumeRolePolicyDocument(shape.assumeRolePolicyDocument())
                .permissionsBoundary(shape.permissionsBoundary())
                .instanceProfileList(
                        account.profiles.values().stream()
                                .filter(profile -> role.equals(profile.role))
                                .map(InstanceProfile::shape)
                                .toList())
                .rolePolicyList(
                        role.inline.entrySet().stream()
                                .map(IamAuthorizationDetails::inline)
                                .toList())
                .attachedManagedPolicies(
                        role.attached.stream()
                                .map(account::policy)
                                .map(IamAuthorizationDetails::attached)
                                .toList())
                .build();
    }

    private static PolicyDetail inline(Map.Entry<String, String> policy) {
        return PolicyDetail.builder()
                .policyName(policy.getKey())
                .policyDocument(IamErrors.encode(policy.getValue()))
                .build();
    }

    private static AttachedPolicy attached(ManagedPolicy policy) {
        return AttachedPolicy.builder().policyArn(policy.arn).policyName(policy.name).build();
    }

    private static ManagedPolicyDetail detail(IamAccount account, ManagedPolicy policy) {
        Policy shape = policy.shape(account.attachments(policy.arn));
        return ManagedPolicyDetail.builder()
                .arn(shape.arn())
                .policyName(shape.policyName())
                .policyId(shape.policyId())
                .path(shape.path())
                .defaultVersionId(shape.defaultVersionId())
                .attachmentCount(shape.attachmentCount())
                .isAttachable(shape.isAttachable())
                .createDate(shape.createDate())
                .updateDate(shape.updateDate())
                .policyVersionList(
                        policy.versions.descendingKeySet().stream()
                                .map(number -> IamPolicyVersions.shape(policy, number))
                                .toList())
                .build();
    }
}
