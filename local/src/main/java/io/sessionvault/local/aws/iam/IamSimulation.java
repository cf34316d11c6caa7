package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.policy.ControlLevels;
import io.sessionvault.local.aws.policy.Decision;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/// SimulatePrincipalPolicy for roles and users: what their own policies would decide.
///
/// One result per action. When resources are named, each has its own decision and missing keys among
/// `ResourceSpecificResults`, and the result's own decision is the worst of them.
///
/// Source: IAM API reference, data type `EvaluationResult`.
final class IamSimulation {
    private final Iam iam;
    private final Beliefs beliefs;
    private final Function<String, ControlLevels> controls;

    /// @param controls the service control policies that an account is under
    IamSimulation(Iam iam, Beliefs beliefs, Function<String, ControlLevels> controls) {
        this.iam = iam;
        this.beliefs = beliefs;
        this.controls = controls;
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
        IdentityPolicies seen = seen(account, request);
        var policies = new ArrayList<>(seen.policies());
        request.policyInputList().forEach(text -> policies.add(PolicyDocument.parse(text)));
        var simulated =
                new Simulated(
                        account.id,
                        new IdentityPolicies(policies, seen.boundary()),
                        context(request),
                        controls.apply(account.id),
                        beliefs.foreignSimulation() == Beliefs.ForeignSimulation.IMPLICIT_DENY);
        List<EvaluationResult> all =
                request.actionNames().stream()
                        .map(action -> result(simulated, action, request.resourceArns()))
                        .toList();
        var page = iam.page(all, request.marker(), request.maxItems());
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items())
                .marker(page.next())
                .isTruncated(page.next() != null)
                .build();
    }

    /// What binds the role or user, as the simulation sees it.
    private static IdentityPolicies seen(
            IamAccount account, SimulatePrincipalPolicyRequest request) {
        String arn = String.valueOf(request.policySourceArn());
        Optional<IamUser> user = account.userByArn(arn);
        if (user.isPresent()) {
            return account.policiesOf(user.get());
        }
        IamRole role =
                account.roleByArn(arn)
                        .orElseThrow(
                                () -> IamErrors.noSuchEntity("%s cannot be found.".formatted(arn)));
        // Only the first page counts as a look at the role: the pages of one simulation agree.
        IdentityPolicies now = account.policiesOf(role);
        return request.marker() == null ? role.seen(now) : role.lastSeen(now);
    }

    private static EvaluationResult result(
            Simulated simulated, String action, List<String> resources) {
        if (!action.matches("[A-Za-z0-9-]+:[A-Za-z0-9]+")) {
            throw new AwsError("InvalidInput", 400, "Invalid action name: " + action);
        }
        boolean named = !resources.isEmpty() && !resources.equals(List.of("*"));
        List<Simulated.Finding> findings =
                (named ? resources : List.of("*"))
                        .stream().map(resource -> simulated.find(action, resource)).toList();
        Decision worst =
                findings.stream()
                        .map(Simulated.Finding::decision)
                        .reduce(Decision.ALLOWED, IamSimulation::worse);
        boolean isLeft = findings.stream().allMatch(Simulated.Finding::isLeft);
        EvaluationResult.Builder result =
                EvaluationResult.builder()
                        .evalActionName(action)
                        .evalDecision(worst.wire())
                        .organizationsDecisionDetail(o -> o.allowedByOrganizations(isLeft))
                        .evalResourceName(findings.getFirst().resource());
        return named
                ? result.resourceSpecificResults(
                                findings.stream().map(IamSimulation::specific).toList())
                        .build()
                : result.missingContextValues(findings.getFirst().missing()).build();
    }

    private static ResourceSpecificResult specific(Simulated.Finding finding) {
        return ResourceSpecificResult.builder()
                .evalResourceName(finding.resource())
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
