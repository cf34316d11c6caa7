package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.policy.Decision;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/// SimulatePrincipalPolicy for roles: what a role's own policies would decide.
///
/// One result per action. When resources are named, each has its own decision and missing keys among
/// `ResourceSpecificResults`, and the result's own decision is the worst of them.
///
/// Source: IAM API reference, data type `EvaluationResult`.
final class IamSimulation {
    private record Question(String action, String resource) {}

    private record Finding(Question question, Decision decision, Set<String> missing) {}

    private final Iam iam;

    IamSimulation(Iam iam) {
        this.iam = iam;
    }

    void register(Operations operations) {
        operations.on(
                SimulatePrincipalPolicyRequest.class,
                Authorization.to(
                        "iam:SimulatePrincipalPolicy",
                        (call, ask) -> String.valueOf(ask.policySourceArn())),
                this::simulate,
                "CallerArn",
                "ResourcePolicy",
                "ResourceOwner",
                "ResourceHandlingOption",
                "PermissionsBoundaryPolicyInputList");
    }

    private SimulatePrincipalPolicyResponse simulate(
            Call call, SimulatePrincipalPolicyRequest request) {
        IamAccount account = iam.account(call);
        IamRole role =
                account.roleByArn(request.policySourceArn())
                        .orElseThrow(() ->
                                IamErrors.noSuchEntity(
                                        "%s cannot be found."
                                                .formatted(request.policySourceArn())));
        // Only the first page counts as a look at the role: the pages of one simulation agree.
        IdentityPolicies now = account.policiesOf(role);
        IdentityPolicies seen = request.marker() == null ? role.seen(now) : role.lastSeen(now);
        var policies = new ArrayList<>(seen.policies());
        request.policyInputList().forEach(text -> policies.add(PolicyDocument.parse(text)));
        var bound = new IdentityPolicies(policies, seen.boundary());
        RequestContext context = context(request);
        List<EvaluationResult> all =
                request.actionNames().stream()
                        .map(action -> result(bound, action, request.resourceArns(), context))
                        .toList();
        var page = iam.page(all, request.marker(), request.maxItems());
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    private static EvaluationResult result(
            IdentityPolicies policies,
            String action,
            List<String> resources,
            RequestContext context) {
        if (!action.matches("[A-Za-z0-9-]+:[A-Za-z0-9]+")) {
            throw new AwsError("InvalidInput", 400, "Invalid action name: " + action);
        }
        boolean named = !resources.isEmpty() && !resources.equals(List.of("*"));
        List<Finding> findings =
                (named ? resources : List.of("*"))
                        .stream()
                                .map(resource -> new Question(action, resource))
                                .map(question -> find(policies, question, context))
                                .toList();
        Decision worst =
                findings.stream()
                        .map(Finding::decision)
                        .reduce(Decision.ALLOWED, IamSimulation::worse);
        EvaluationResult.Builder result =
                EvaluationResult.builder()
                        .evalActionName(action)
                        .evalDecision(worst.wire())
                        .evalResourceName(findings.getFirst().question().resource());
        return named
                ? result.resourceSpecificResults(
                                findings.stream().map(IamSimulation::specific).toList())
                        .build()
                : result.missingContextValues(findings.getFirst().missing()).build();
    }

    private static Finding find(
            IdentityPolicies policies, Question question, RequestContext context) {
        var missing = new TreeSet<String>();
        Decision decision =
                policies.decide(question.action(), question.resource(), context, missing);
        return new Finding(question, decision, missing);
    }

    private static ResourceSpecificResult specific(Finding finding) {
        return ResourceSpecificResult.builder()
                .evalResourceName(finding.question().resource())
                .evalResourceDecision(finding.decision().wire())
                .missingContextValues(finding.missing())
                .build();
    }

    private static Decision worse(Decision one, Decision other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static RequestContext context(SimulatePrincipalPolicyRequest request) {
        var values = new TreeMap<String, List<String>>();
        request.contextEntries()
                .forEach(entry -> values.put(entry.contextKeyName(), entry.contextKeyValues()));
        return RequestContext.of(values);
    }
}
