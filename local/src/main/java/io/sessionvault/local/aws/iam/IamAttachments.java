package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

/// Which managed policies are attached to which roles.
final class IamAttachments {
    private final Iam iam;

    IamAttachments(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations
                .on(
                        AttachRolePolicyRequest.class,
                        (call, ask) ->
                                change(call, "AttachRolePolicy", ask.roleName(), ask.policyArn()),
                        this::attach)
                .on(
                        DetachRolePolicyRequest.class,
                        (call, ask) ->
                                change(call, "DetachRolePolicy", ask.roleName(), ask.policyArn()),
                        this::detach)
                .on(
                        ListAttachedRolePoliciesRequest.class,
                        iam.toRole(
                                "iam:ListAttachedRolePolicies",
                                ListAttachedRolePoliciesRequest::roleName),
                        this::listOfRole)
                .on(
                        ListEntitiesForPolicyRequest.class,
                        Iam.toPolicy(
                                "iam:ListEntitiesForPolicy",
                                ListEntitiesForPolicyRequest::policyArn),
                        this::listOfPolicy);
    }

    /// The resource is the role; the policy is a condition key.
    private List<Permission> change(Call call, String action, String role, String policy) {
        return List.of(
                Permission.of("iam:" + action, iam.roleArn(call, role))
                        .with("iam:PolicyARN", String.valueOf(policy)));
    }

    private AttachRolePolicyResponse attach(Call call, AttachRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        ManagedPolicy policy = account.policy(request.policyArn());
        if (!role.attached.contains(policy.arn)) {
            if (role.attached.size() >= Iam.POLICIES_PER_ROLE) {
                throw IamErrors.limitExceeded(
                        "Cannot exceed quota for PoliciesPerRole: " + Iam.POLICIES_PER_ROLE);
            }
            iam.change(account, role, () -> role.attached.add(policy.arn));
        }
        return AttachRolePolicyResponse.builder().build();
    }

    private DetachRolePolicyResponse detach(Call call, DetachRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        if (!role.attached.contains(request.policyArn())) {
            throw IamErrors.noSuchEntity("Policy %s was not found.".formatted(request.policyArn()));
        }
        iam.change(account, role, () -> role.attached.remove(request.policyArn()));
        return DetachRolePolicyResponse.builder().build();
    }

    private ListAttachedRolePoliciesResponse listOfRole(
            Call call, ListAttachedRolePoliciesRequest request) {
        IamAccount account = iam.account(call);
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        List<AttachedPolicy> all =
                account.role(request.roleName()).attached.stream()
                        .map(account::policy)
                        .filter(policy -> policy.path.startsWith(prefix))
                        .map(policy ->
                                AttachedPolicy.builder()
                                        .policyArn(policy.arn)
                                        .policyName(policy.name)
                                        .build())
                        .toList();
        Page<AttachedPolicy> page = iam.page(all, request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private ListEntitiesForPolicyResponse listOfPolicy(
            Call call, ListEntitiesForPolicyRequest request) {
        IamAccount account = iam.account(call);
        String arn = account.policy(request.policyArn()).arn;
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        boolean roles = request.entityFilter() == null || request.entityFilter() == EntityType.ROLE;
        boolean boundary = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
        List<PolicyRole> all =
                account.roles.values().stream()
                        .filter(role -> roles && role.path().startsWith(prefix))
                        .filter(role ->
                                boundary
                                        ? role.boundary.equals(Optional.of(arn))
                                        : role.attached.contains(arn))
                        .map(role ->
                                PolicyRole.builder().roleName(role.name).roleId(role.id).build())
                        .toList();
        Page<PolicyRole> page = iam.page(all, request.marker(), request.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyRoles(page.items())
                .policyUsers(List.of())
                .policyGroups(List.of())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }
}
