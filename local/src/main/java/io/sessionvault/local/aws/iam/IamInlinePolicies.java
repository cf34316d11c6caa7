package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/// The policies that live inside roles, users and groups.
final class IamInlinePolicies {
    private final Iam iam;

    IamInlinePolicies(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations
                .on(
                        PutRolePolicyRequest.class,
                        iam.toRole("iam:PutRolePolicy", PutRolePolicyRequest::roleName),
                        this::putOfRole)
                .on(
                        GetRolePolicyRequest.class,
                        iam.toRole("iam:GetRolePolicy", GetRolePolicyRequest::roleName),
                        this::get)
                .on(
                        DeleteRolePolicyRequest.class,
                        iam.toRole("iam:DeleteRolePolicy", DeleteRolePolicyRequest::roleName),
                        this::deleteOfRole)
                .on(ListRolePoliciesRequest.class, this::list)
                .on(PutUserPolicyRequest.class, this::putOfUser)
                .on(DeleteUserPolicyRequest.class, this::deleteOfUser)
                .on(PutGroupPolicyRequest.class, this::putOfGroup)
                .on(DeleteGroupPolicyRequest.class, this::deleteOfGroup);
    }

    private PutRolePolicyResponse putOfRole(Call call, PutRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        check(role, request.policyName(), request.policyDocument());
        iam.change(
                account,
                role,
                () -> role.inline.put(request.policyName(), request.policyDocument()));
        return PutRolePolicyResponse.builder().build();
    }

    private PutUserPolicyResponse putOfUser(Call call, PutUserPolicyRequest request) {
        IamUser user = iam.account(call).user(request.userName());
        check(user, request.policyName(), request.policyDocument());
        user.inline.put(request.policyName(), request.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    private PutGroupPolicyResponse putOfGroup(Call call, PutGroupPolicyRequest request) {
        IamGroup group = iam.account(call).group(request.groupName());
        check(group, request.policyName(), request.policyDocument());
        group.inline.put(request.policyName(), request.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    private GetRolePolicyResponse get(Call call, GetRolePolicyRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        return GetRolePolicyResponse.builder()
                .roleName(role.name)
                .policyName(request.policyName())
                .policyDocument(IamErrors.encode(document(role, request.policyName())))
                .build();
    }

    private DeleteRolePolicyResponse deleteOfRole(Call call, DeleteRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        role.requireModifiable();
        document(role, request.policyName());
        iam.change(account, role, () -> role.inline.remove(request.policyName()));
        return DeleteRolePolicyResponse.builder().build();
    }

    private DeleteUserPolicyResponse deleteOfUser(Call call, DeleteUserPolicyRequest request) {
        IamUser user = iam.account(call).user(request.userName());
        document(user, request.policyName());
        user.inline.remove(request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    private DeleteGroupPolicyResponse deleteOfGroup(Call call, DeleteGroupPolicyRequest request) {
        IamGroup group = iam.account(call).group(request.groupName());
        document(group, request.policyName());
        group.inline.remove(request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    private ListRolePoliciesResponse list(Call call, ListRolePoliciesRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        Page<String> page =
                iam.page(
                        List.copyOf(role.inline.navigableKeySet()),
                        request.marker(),
                        request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    /// Refuses a policy that the holder cannot have.
    private static void check(PolicyHolder holder, @Nullable String name, String document) {
        holder.requireModifiable();
        PolicyDocument.parse(document);
        int others =
                holder.inline.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(name))
                        .mapToInt(entry -> size(entry.getValue()))
                        .sum();
        if (others + size(document) > holder.mostInlineCharacters()) {
            throw IamErrors.limitExceeded(
                    "Maximum policy size of %d bytes exceeded for %s"
                            .formatted(holder.mostInlineCharacters(), holder.name));
        }
    }

    private static String document(PolicyHolder holder, @Nullable String name) {
        String document = holder.inline.get(String.valueOf(name));
        if (document == null) {
            throw IamErrors.noSuchEntity(
                    "The policy with name %s cannot be found.".formatted(name));
        }
        return document;
    }

    private static int size(String document) {
        return document.replaceAll("\\s", "").length();
    }
}
