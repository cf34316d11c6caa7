package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.LogPermission;
import io.sessionvault.reconcile.LogPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/// What IAM says a role can do, its boundary and service control policies included. Policies of the
/// resource (bucket, keys) are not part of it: the vault's own stack is responsible for those.
///
/// Source: IAM API reference, `SimulatePrincipalPolicy`.
final class PermissionSimulation {
    /// An agent with any of these may register or open sessions; better one policy too many than a
    /// user locked out.
    ///
    /// Source: Systems Manager user guide, "Reference: ec2messages, ssmmessages, and other API
    /// operations".
    private static final List<String> AGENT_ACTIONS =
            List.of(
                    "ssm:UpdateInstanceInformation",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel");

    private final IamClient iam;

    PermissionSimulation(IamClient iam) {
        this.iam = iam;
    }

    /// Tells whether a role can run the SSM Agent. A simulation that depends on context that only
    /// the instance has counts as yes.
    boolean canRunAgent(String roleArn) {
        return iam
                .simulatePrincipalPolicyPaginator(
                        ask -> ask.policySourceArn(roleArn).actionNames(AGENT_ACTIONS))
                .evaluationResults()
                .stream()
                .anyMatch(result ->
                        result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED
                                || (result.evalDecision()
                                                == PolicyEvaluationDecisionType.IMPLICIT_DENY
                                        && result.hasMissingContextValues()
                                        && !result.missingContextValues().isEmpty()));
    }

    /// The permissions that a role was not shown to have. An answer that IAM leaves out counts as
    /// missing.
    List<LogPermission> missing(
            String roleArn, AccountId vaultAccount, List<LogPermission> required) {
        ContextEntry bucketOwner =
                ContextEntry.builder()
                        .contextKeyName(LogPolicy.RESOURCE_ACCOUNT)
                        .contextKeyType(ContextKeyTypeEnum.STRING)
                        .contextKeyValues(vaultAccount.value())
                        .build();
        Set<List<String>> allowed = new HashSet<>();
        iam.simulatePrincipalPolicyPaginator(ask ->
                        ask.policySourceArn(roleArn)
                                .actionNames(
                                        required.stream()
                                                .map(LogPermission::action)
                                                .distinct()
                                                .toList())
                                .resourceArns(
                                        required.stream()
                                                .map(LogPermission::resource)
                                                .distinct()
                                                .toList())
                                .contextEntries(bucketOwner))
                .evaluationResults()
                .forEach(result -> collect(result, allowed));
        return required.stream()
                .filter(permission ->
                        !allowed.contains(List.of(permission.action(), permission.resource())))
                .toList();
    }

    /// IAM reports several resources as results of their own or inside one result; both forms are
    /// read.
    private static void collect(EvaluationResult result, Set<List<String>> allowed) {
        if (result.hasResourceSpecificResults() && !result.resourceSpecificResults().isEmpty()) {
            result.resourceSpecificResults().stream()
                    .filter(each ->
                            each.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED)
                    .forEach(each ->
                            allowed.add(List.of(result.evalActionName(), each.evalResourceName())));
        } else if (result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED) {
            allowed.add(List.of(result.evalActionName(), result.evalResourceName()));
        }
    }
}
