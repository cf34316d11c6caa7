package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.List;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/// The policies that live inside a role.
final class IamInlinePolicies {
    /// Characters of all inline policies of a role together, white space not counted.
    ///
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    private static final int MOST_CHARACTERS = 10_240;

    private final Iam iam;

    IamInlinePolicies(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations
                .on(
                        PutRolePolicyRequest.class,
                        iam.toRole("iam:PutRolePolicy", PutRolePolicyRequest::roleName),
                        this::put)
                .on(
                        GetRolePolicyRequest.class,
                        iam.toRole("iam:GetRolePolicy", GetRolePolicyRequest::roleName),
                        this::get)
                .on(
                        DeleteRolePolicyRequest.class,
                        iam.toRole("iam:DeleteRolePolicy", DeleteRolePolicyRequest::roleName),
                        this::delete)
                .on(ListRolePoliciesRequest.class, this::list);
    }

    private PutRolePolicyResponse put(Call call, PutRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        PolicyDocument.parse(request.policyDocument());
        int others =
                role.inline.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(request.policyName()))
                        .mapToInt(entry -> size(entry.getValue()))
                        .sum();
        if (others + size(request.policyDocument()) > MOST_CHARACTERS) {
            throw IamErrors.limitExceeded(
                    "Maximum policy size of %d bytes exceeded for role %s"
                            .formatted(MOST_CHARACTERS, role.name));
        }
        iam.change(
                account,
                role,
                () -> role.inline.put(request.policyName(), request.policyDocument()));
        return PutRolePolicyResponse.builder().build();
    }

    private GetRolePolicyResponse get(Call call, GetRolePolicyRequest request) {
        IamRole role = iam.account(call).role(request.roleName());
        return GetRolePolicyResponse.builder()
                .roleName(role.name)
                .policyName(request.policyName())
                .policyDocument(IamErrors.encode(document(role, request.policyName())))
                .build();
    }

    private DeleteRolePolicyResponse delete(Call call, DeleteRolePolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role = account.role(request.roleName());
        document(role, request.policyName());
        iam.change(account, role, () -> role.inline.remove(request.policyName()));
        return DeleteRolePolicyResponse.builder().build();
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

    private static String document(IamRole role, String name) {
        String document = role.inline.get(name);
        if (document == null) {
            throw IamErrors.noSuchEntity(
                    "The role policy with name %s cannot be found.".formatted(name));
        }
        return document;
    }

    private static int size(String document) {
        return document.replaceAll("\\s", "").length();
    }
}
