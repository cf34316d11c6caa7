package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;

/// Attaches managed policies to roles, users and groups.
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
                        this::attachToRole)
                .on(
                        DetachRolePolicyRequest.class,
                        (call, ask) ->
                                change(call, "DetachRolePolicy", ask.roleName(), ask.policyArn()),
                        this::detachFromRole)
                .on(
                        ListAttachedRolePoliciesRequest.class,
                        iam.toRole(
                                "iam:ListAttachedRolePolicies",
                                ListAttachedRolePoliciesRequest::roleName),
                        this::listOfRole)
                .on(AttachUserPolicyRequest.class, this::attachToUser)
                .on(DetachUserPolicyRequest.class, this::detachFromUser)
                .on(AttachGroupPolicyRequest.class, this::attachToGroup)
                .on(DetachGroupPolicyRequest.class, this::detachFromGroup);
    }

    /// The resource is the role; the policy is a condition key.
    private List<Permission> change(Call call, String action, String role, String policy) {
        return List.of(
                Permission.of("iam:" + action, iam.roleArn(call, role))
                        .with("iam:PolicyARN", String.valueOf(policy)));
    }

    private AttachRolePolicyResponse attachToRole(Call call, AttachRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        if (!role.attached.contains(request.policyArn())) {
            iam.change(account, role, () -> attach(account, role, request.policyArn()));
        }
        return AttachRolePolicyResponse.builder().build();
    }

    private AttachUserPolicyResponse attachToUser(Call call, AttachUserPolicyRequest request) {
        IamAccount account = iam.account(call);
        attach(account, account.user(request.userName()), request.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    private AttachGroupPolicyResponse attachToGroup(Call call, AttachGroupPolicyRequest request) {
        IamAccount account = iam.account(call);
        attach(account, account.group(request.groupName()), request.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    private DetachRolePolicyResponse detachFromRole(Call call, DetachRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        iam.change(account, role, () -> detach(role, request.policyArn()));
        return DetachRolePolicyResponse.builder().build();
    }

    private DetachUserPolicyResponse detachFromUser(Call call, DetachUserPolicyRequest request) {
        detach(iam.account(call).user(request.userName()), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    private DetachGroupPolicyResponse detachFromGroup(Call call, DetachGroupPolicyRequest request) {
        detach(iam.account(call).group(request.groupName()), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    private ListAttachedRolePoliciesResponse listOfRole(
            Call call, ListAttachedRolePoliciesRequest request) {
        IamAccount account = iam.account(call);
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        List<AttachedPolicy> all =
                account.role(request.roleName()).attached.stream()
                        .map(account::policy)
                        .filter(policy -> policy.path.startsWith(prefix))
                        .map(ManagedPolicy::attachedShape)
                        .toList();
        Page<AttachedPolicy> page = iam.page(all, request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private static void attach(IamAccount account, PolicyHolder holder, String policyArn) {
        holder.requireModifiable();
        ManagedPolicy policy = account.policy(policyArn);
        if (!holder.attached.contains(policy.arn)
                && holder.attached.size() >= Iam.POLICIES_PER_HOLDER) {
            throw IamErrors.limitExceeded(
                    "Cannot exceed quota for PoliciesPer%s: %d"
                            .formatted(
                                    holder.getClass().getSimpleName().substring("Iam".length()),
                                    Iam.POLICIES_PER_HOLDER));
        }
        holder.attached.add(policy.arn);
    }

    private static void detach(PolicyHolder holder, String policyArn) {
        holder.requireModifiable();
        if (!holder.attached.remove(policyArn)) {
            throw IamErrors.noSuchEntity("Policy %s was not found.".formatted(policyArn));
        }
    }
}
