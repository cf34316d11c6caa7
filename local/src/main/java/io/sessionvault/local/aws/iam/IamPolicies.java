package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/// Managed policies as a whole.
final class IamPolicies {
    private final Iam iam;
    private final Ids ids;

    IamPolicies(Iam iam, Ids ids) {
        this.iam = iam;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(
                        CreatePolicyRequest.class,
                        Authorization.to("iam:CreatePolicy", IamPolicies::newArn),
                        this::create)
                .on(
                        GetPolicyRequest.class,
                        Iam.toPolicy("iam:GetPolicy", GetPolicyRequest::policyArn),
                        this::get)
                .on(ListPoliciesRequest.class, this::list, "PolicyUsageFilter")
                .on(
                        DeletePolicyRequest.class,
                        Iam.toPolicy("iam:DeletePolicy", DeletePolicyRequest::policyArn),
                        this::delete);
    }

    private static String newArn(Call call, CreatePolicyRequest request) {
        return "arn:aws:iam::%s:policy%s%s"
                .formatted(call.account(), Iam.path(request.path()), request.policyName());
    }

    private CreatePolicyResponse create(Call call, CreatePolicyRequest request) {
        IamAccount account = iam.account(call);
        PolicyDocument.parse(request.policyDocument());
        String path = Iam.path(request.path());
        String arn = newArn(call, request);
        if (account.policies.containsKey(arn)) {
            throw IamErrors.alreadyExists(
                    "A policy called %s already exists. Duplicate names are not allowed."
                            .formatted(request.policyName()));
        }
        var policy =
                new ManagedPolicy(
                        arn, path, ids.base32("ANPA", 17), request.policyDocument(), call.now());
        account.policies.put(arn, policy);
        return CreatePolicyResponse.builder().policy(policy.shape(account)).build();
    }

    private GetPolicyResponse get(Call call, GetPolicyRequest request) {
        IamAccount account = iam.account(call);
        ManagedPolicy policy = account.policy(request.policyArn());
        return GetPolicyResponse.builder().policy(policy.shape(account)).build();
    }

    private ListPoliciesResponse list(Call call, ListPoliciesRequest request) {
        IamAccount account = iam.account(call);
        var policies = new ArrayList<ManagedPolicy>();
        if (request.scope() != PolicyScopeType.AWS) {
            policies.addAll(account.policies.values());
        }
        if (request.scope() != PolicyScopeType.LOCAL) {
            policies.addAll(iam.awsPolicies().all());
        }
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
        List<Policy> all =
                policies.stream()
                        .filter(policy -> policy.path.startsWith(prefix))
                        .map(policy -> policy.shape(account))
                        .filter(shape -> !onlyAttached || shape.attachmentCount() > 0)
                        .toList();
        Page<Policy> page = iam.page(all, request.marker(), request.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private DeletePolicyResponse delete(Call call, DeletePolicyRequest request) {
        IamAccount account = iam.account(call);
        ManagedPolicy policy = account.policy(request.policyArn());
        if (account.isUsed(policy.arn)) {
            throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
        }
        if (policy.versions.size() > 1) {
            throw IamErrors.deleteConflict(
                    "This policy has more than one version. Delete all non-default versions first.");
        }
        account.policies.remove(policy.arn);
        return DeletePolicyResponse.builder().build();
    }
}
