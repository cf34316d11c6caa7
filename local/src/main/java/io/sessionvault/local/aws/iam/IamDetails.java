package io.sessionvault.local.aws.iam;

import java.util.List;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/// Users, groups, roles and policies as GetAccountAuthorizationDetails tells them.
final class IamDetails {
    private IamDetails() {}

    static UserDetail of(IamAccount account, IamUser user) {
        return UserDetail.builder()
                .arn(user.arn)
                .userName(user.name)
                .userId(user.id)
                .path(user.path)
                .createDate(user.created)
                .groupList(user.groups)
                .permissionsBoundary(user.boundaryShape().orElse(null))
                .tags(user.tagShapes())
                .userPolicyList(inline(user))
                .attachedManagedPolicies(attached(account, user))
                .build();
    }

    static GroupDetail of(IamAccount account, IamGroup group) {
        return GroupDetail.builder()
                .arn(group.arn)
                .groupName(group.name)
                .groupId(group.id)
                .path(group.path)
                .createDate(group.created)
                .groupPolicyList(inline(group))
                .attachedManagedPolicies(attached(account, group))
                .build();
    }

    static RoleDetail of(IamAccount account, IamRole role) {
        return RoleDetail.builder()
                .arn(role.arn)
                .roleName(role.name)
                .roleId(role.id)
                .path(role.path)
                .createDate(role.created)
                .assumeRolePolicyDocument(IamErrors.encode(role.trust))
                .permissionsBoundary(role.boundaryShape().orElse(null))
                .tags(role.tagShapes())
                .instanceProfileList(
                        account.profiles.values().stream()
                                .filter(profile -> role.equals(profile.role))
                                .map(InstanceProfile::shape)
                                .toList())
                .rolePolicyList(inline(role))
                .attachedManagedPolicies(attached(account, role))
                .build();
    }

    static ManagedPolicyDetail of(IamAccount account, ManagedPolicy policy) {
        Policy shape = policy.shape(account);
        return ManagedPolicyDetail.builder()
                .arn(shape.arn())
                .policyName(shape.policyName())
                .policyId(shape.policyId())
                .path(shape.path())
                .defaultVersionId(shape.defaultVersionId())
                .attachmentCount(shape.attachmentCount())
                .permissionsBoundaryUsageCount(shape.permissionsBoundaryUsageCount())
                .isAttachable(shape.isAttachable())
                .createDate(shape.createDate())
                .updateDate(shape.updateDate())
                .policyVersionList(
                        policy.versions.descendingKeySet().stream()
                                .map(number -> IamPolicyVersions.shape(policy, number))
                                .toList())
                .build();
    }

    private static List<PolicyDetail> inline(PolicyHolder holder) {
        return holder.inline.entrySet().stream()
                .map(policy ->
                        PolicyDetail.builder()
                                .policyName(policy.getKey())
                                .policyDocument(IamErrors.encode(policy.getValue()))
                                .build())
                .toList();
    }

    private static List<AttachedPolicy> attached(IamAccount account, PolicyHolder holder) {
        return holder.attached.stream()
                .map(account::policy)
                .map(ManagedPolicy::attachedShape)
                .toList();
    }
}
