package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.TargetType;

/// Which control policies are attached to what.
///
/// Source: Organizations API reference, the operations of these names; user guide, "Quotas and
/// service limits".
final class PolicyAttachments {
    private static final int MOST_PER_TARGET = 5;

    private final Accounts accounts;
    private final AccountLifecycle lifecycle;
    private final OrganizationArns arns;

    PolicyAttachments(Accounts accounts, AccountLifecycle lifecycle) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.arns = new OrganizationArns(accounts);
    }

    void register(Operations operations) {
        operations
                .on(EnablePolicyTypeRequest.class, this::enable)
                .on(DisablePolicyTypeRequest.class, this::disable)
                .on(AttachPolicyRequest.class, this::attach)
                .on(DetachPolicyRequest.class, this::detach)
                .on(
                        ListPoliciesForTargetRequest.class,
                        arns.to("ListPoliciesForTarget", ListPoliciesForTargetRequest::targetId),
                        this::listPolicies)
                .on(
                        ListTargetsForPolicyRequest.class,
                        arns.to("ListTargetsForPolicy", ListTargetsForPolicyRequest::policyId),
                        this::listTargets);
    }

    private EnablePolicyTypeResponse enable(Call call, EnablePolicyTypeRequest request) {
        lifecycle.managementOnly(call);
        requireRoot(request.rootId());
        PolicyType type = PolicyOperations.type(request.policyType());
        if (accounts.controls().isEnabled(type)) {
            throw new AwsError(
                    "PolicyTypeAlreadyEnabledException", 400, "The policy type is enabled.");
        }
        accounts.controls().enable(type);
        return EnablePolicyTypeResponse.builder().root(root()).build();
    }

    private DisablePolicyTypeResponse disable(Call call, DisablePolicyTypeRequest request) {
        lifecycle.managementOnly(call);
        requireRoot(request.rootId());
        PolicyType type = PolicyOperations.type(request.policyType());
        requireEnabled(type);
        accounts.controls().disable(type);
        return DisablePolicyTypeResponse.builder().root(root()).build();
    }

    private AttachPolicyResponse attach(Call call, AttachPolicyRequest request) {
        lifecycle.managementOnly(call);
        ControlPolicy policy = accounts.controls().find(request.policyId());
        String target = target(request.targetId());
        requireEnabled(policy.type);
        if (policy.targets.contains(target)) {
            throw new AwsError(
                    "DuplicatePolicyAttachmentException", 400, "The policy is attached already.");
        }
        if (accounts.controls().attached(policy.type, target).size() >= MOST_PER_TARGET) {
            throw violation("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
        }
        policy.targets.add(target);
        return AttachPolicyResponse.builder().build();
    }

    private DetachPolicyResponse detach(Call call, DetachPolicyRequest request) {
        lifecycle.managementOnly(call);
        ControlPolicy policy = accounts.controls().find(request.policyId());
        String target = target(request.targetId());
        if (!policy.targets.contains(target)) {
            throw new AwsError(
                    "PolicyNotAttachedException", 400, "The policy isn't attached to the target.");
        }
        boolean isLast = accounts.controls().attached(policy.type, target).size() == 1;
        if (isLast || policy.id.equals(ControlPolicies.FULL_RESOURCE_ACCESS)) {
            throw violation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
        }
        policy.targets.remove(target);
        return DetachPolicyResponse.builder().build();
    }

    private ListPoliciesForTargetResponse listPolicies(
            Call call, ListPoliciesForTargetRequest request) {
        lifecycle.readersOnly(call);
        PolicyType type = PolicyOperations.type(request.filter());
        List<PolicySummary> all =
                accounts.controls().attached(type, target(request.targetId())).stream()
                        .map(ControlPolicy::summary)
                        .toList();
        Page<PolicySummary> page = accounts.page(all, request.nextToken(), request.maxResults());
        return ListPoliciesForTargetResponse.builder()
                .policies(page.items())
                .nextToken(page.next())
                .build();
    }

    private ListTargetsForPolicyResponse listTargets(
            Call call, ListTargetsForPolicyRequest request) {
        lifecycle.readersOnly(call);
        List<PolicyTargetSummary> all =
                accounts.controls().find(request.policyId()).targets.stream()
                        .map(this::shape)
                        .toList();
        Page<PolicyTargetSummary> page =
                accounts.page(all, request.nextToken(), request.maxResults());
        return ListTargetsForPolicyResponse.builder()
                .targets(page.items())
                .nextToken(page.next())
                .build();
    }

    private PolicyTargetSummary shape(String target) {
        PolicyTargetSummary.Builder shape =
                PolicyTargetSummary.builder().targetId(target).arn(arns.of(target));
        if (target.equals(Tree.ROOT)) {
            return shape.name("Root").type(TargetType.ROOT).build();
        }
        return accounts.tree().isUnit(target)
                ? shape.name(accounts.tree().unit(target).name())
                        .type(TargetType.ORGANIZATIONAL_UNIT)
                        .build()
                : shape.name(lifecycle.account(target).name).type(TargetType.ACCOUNT).build();
    }

    private Root root() {
        return Root.builder().id(Tree.ROOT).arn(arns.of(Tree.ROOT)).name("Root").build();
    }

    private String target(@Nullable String id) {
        if (id == null || !accounts.tree().targets().contains(id)) {
            throw new AwsError(
                    "TargetNotFoundException", 400, "You specified a target that doesn't exist.");
        }
        return id;
    }

    private static void requireRoot(@Nullable String id) {
        if (!Tree.ROOT.equals(id)) {
            throw new AwsError(
                    "RootNotFoundException", 400, "You specified a root that doesn't exist.");
        }
    }

    private void requireEnabled(PolicyType type) {
        if (!accounts.controls().isEnabled(type)) {
            throw new AwsError(
                    "PolicyTypeNotEnabledException",
                    400,
                    "The policy type isn't currently enabled in this root.");
        }
    }

    private static AwsError violation(String reason) {
        return new AwsError("ConstraintViolationException", 400, reason);
    }
}
