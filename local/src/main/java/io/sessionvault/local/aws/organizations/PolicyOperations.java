package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyResponse;

/// Service and resource control policies as such.
///
/// Source: Organizations API reference, the operations of these names.
final class PolicyOperations {
    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final Ids ids;
    private final OrganizationArns arns;

    PolicyOperations(Accounts accounts, AccountLifecycle lifecycle, Ids ids) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.ids = ids;
        this.arns = new OrganizationArns(accounts);
    }

    void register(Operations operations) {
        operations
                .on(CreatePolicyRequest.class, this::create, "Tags")
                .on(UpdatePolicyRequest.class, this::update)
                .on(DeletePolicyRequest.class, this::delete)
                .on(
                        DescribePolicyRequest.class,
                        arns.to("DescribePolicy", DescribePolicyRequest::policyId),
                        this::describe)
                .on(ListPoliciesRequest.class, arns.toAny("ListPolicies"), this::list);
    }

    /// The type that a request names.
    ///
    /// @throws AwsError 501 for one that is not implemented
    static PolicyType type(@Nullable PolicyType named) {
        if (named != PolicyType.SERVICE_CONTROL_POLICY
                && named != PolicyType.RESOURCE_CONTROL_POLICY) {
            throw AwsError.notImplemented("policies of the type " + named);
        }
        return named;
    }

    private CreatePolicyResponse create(Call call, CreatePolicyRequest request) {
        lifecycle.managementOnly(call);
        PolicyType type = type(request.type());
        ControlContent.check(type, request.content());
        requireNewName(request.name());
        String id = "p-" + ids.hex(8);
        var policy =
                new ControlPolicy(
                        id,
                        arns.arn("policy", ControlPolicies.prefix(type) + "/" + id),
                        type,
                        false,
                        request.name(),
                        Optional.ofNullable(request.description()).orElse(""),
                        request.content());
        accounts.controls().add(policy);
        return CreatePolicyResponse.builder().policy(policy.shape()).build();
    }

    private UpdatePolicyResponse update(Call call, UpdatePolicyRequest request) {
        lifecycle.managementOnly(call);
        ControlPolicy policy = own(request.policyId());
        if (request.content() != null) {
            ControlContent.check(policy.type, request.content());
            policy.content = request.content();
        }
        if (request.name() != null && !request.name().equals(policy.name)) {
            requireNewName(request.name());
            policy.name = request.name();
        }
        if (request.description() != null) {
            policy.description = request.description();
        }
        return UpdatePolicyResponse.builder().policy(policy.shape()).build();
    }

    private DeletePolicyResponse delete(Call call, DeletePolicyRequest request) {
        lifecycle.managementOnly(call);
        ControlPolicy policy = own(request.policyId());
        if (!policy.targets.isEmpty()) {
            throw new AwsError(
                    "PolicyInUseException", 400, "The policy is attached to one or more entities.");
        }
        accounts.controls().remove(policy);
        return DeletePolicyResponse.builder().build();
    }

    private DescribePolicyResponse describe(Call call, DescribePolicyRequest request) {
        lifecycle.readersOnly(call);
        ControlPolicy policy = accounts.controls().find(request.policyId());
        return DescribePolicyResponse.builder().policy(policy.shape()).build();
    }

    private ListPoliciesResponse list(Call call, ListPoliciesRequest request) {
        lifecycle.readersOnly(call);
        PolicyType type = type(request.filter());
        List<PolicySummary> all =
                accounts.controls().all().stream()
                        .filter(policy -> policy.type == type)
                        .map(ControlPolicy::summary)
                        .toList();
        Page<PolicySummary> page = accounts.page(all, request.nextToken(), request.maxResults());
        return ListPoliciesResponse.builder().policies(page.items()).nextToken(page.next()).build();
    }

    private ControlPolicy own(@Nullable String id) {
        ControlPolicy policy = accounts.controls().find(id);
        if (policy.isOfAws) {
            throw new AwsError(
                    "ConstraintViolationException", 400, "AWS managed policies cannot be changed.");
        }
        return policy;
    }

    private void requireNewName(@Nullable String name) {
        if (accounts.controls().all().stream().anyMatch(policy -> policy.name.equals(name))) {
            throw new AwsError(
                    "DuplicatePolicyException", 400, "A policy with the same name already exists.");
        }
    }
}
