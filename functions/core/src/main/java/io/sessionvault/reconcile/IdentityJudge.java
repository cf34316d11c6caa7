package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.Answer;
import io.sessionvault.permissions.Evaluation;
import io.sessionvault.permissions.Policy;
import io.sessionvault.permissions.PrincipalPolicies;
import io.sessionvault.permissions.Request;
import io.sessionvault.permissions.ResourcePolicies;
import io.sessionvault.reconcile.AccountIdentities.Identity;
import io.sessionvault.reconcile.AccountIdentities.Role;
import io.sessionvault.reconcile.LogPermission.Purpose;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Starter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The judge of an account's roles and users: who runs the agent and who starts sessions, and what
/// each was not shown to be able to do, from nothing but the policies.
public final class IdentityJudge {
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

    private static final List<String> STARTER_ACTIONS =
            List.of("ssm:StartSession", "ssm:ResumeSession");

    /// Source: Systems Manager user guide, "Configure instance permissions required for Systems
    /// Manager", "Create the IAM service role required for Systems Manager in hybrid environments";
    /// ECS developer guide, "Using Amazon ECS Exec": the agent in a task has the task's role;
    /// CodeBuild user guide, "Debug builds with Session Manager": the agent in a build has the
    /// service role; SageMaker developer guide, "Access a training container through AWS Systems
    /// Manager for remote debugging": the agent in a container has the execution role.
    private static final List<String> AGENT_SERVICES =
            List.of(
                    "ssm.amazonaws.com",
                    "ecs-tasks.amazonaws.com",
                    "codebuild.amazonaws.com",
                    "sagemaker.amazonaws.com");

    /// What somebody has whom nothing else limits.
    static final Policy EVERYTHING =
            Policy.of(
                    "everything",
                    Map.of(
                            "Version",
                            "2012-10-17",
                            "Statement",
                            Map.of("Effect", "Allow", "Action", "*", "Resource", "*")));

    private final DesiredAccount desired;
    private final VaultPolicies vault;
    private final Guardrails guardrails;
    private final AccountIdentities identities;
    private final Questions questions;
    private final Policy wanted;

    private IdentityJudge(
            DesiredAccount desired,
            VaultPolicies vault,
            Guardrails guardrails,
            AccountIdentities identities,
            Instant now) {
        this.desired = desired;
        this.vault = vault;
        this.guardrails = guardrails;
        this.identities = identities;
        this.questions = new Questions(desired, now);
        this.wanted = logPolicy(LogPolicy.document(desired));
    }

    /// Judges the roles and users of an account.
    ///
    /// @param vault the policies of the vault's bucket and keys
    /// @param guardrails what the organization allows
    /// @param identities the roles and users
    /// @param now what time it is
    public static ObservedIdentity judge(
            DesiredAccount desired,
            VaultPolicies vault,
            Guardrails guardrails,
            AccountIdentities identities,
            Instant now) {
        return new IdentityJudge(desired, vault, guardrails, identities, now).judge();
    }

    private ObservedIdentity judge() {
        List<Role> agents = identities.roles().stream().filter(this::runsAgent).toList();
        Map<Identity, List<Lack>> starters = starters();
        return new ObservedIdentity(
                identities.logPolicy(),
                agents.stream()
                        .map(role ->
                                new ObservedIdentity.Role(
                                        role.name(), role.logAccess(), agentLacks(role)))
                        .toList(),
                starters.entrySet().stream()
                        .map(each -> new Starter(StarterName.of(each.getKey()), each.getValue()))
                        .toList(),
                hostManagementRole(),
                closed(Stream.concat(agents.stream(), starters.keySet().stream()).toList()),
                guardrails.unread());
    }

    /// A role counts unless it is shown that it cannot run the agent. What service control policies
    /// deny today, they may allow tomorrow: they are not asked.
    private boolean runsAgent(Role role) {
        boolean mayBeCarried =
                role.isInInstanceProfile()
                        || AGENT_SERVICES.stream()
                                .anyMatch(service -> TrustPolicy.trusts(role.trust(), service));
        PrincipalPolicies own = new PrincipalPolicies(role.policies(), role.boundary(), List.of());
        return mayBeCarried
                && AGENT_ACTIONS.stream()
                        .map(action -> questions.runningTheAgent(role, action))
                        .anyMatch(request -> !isDenied(own, request));
    }

    private List<Lack> agentLacks(Role role) {
        List<Policy> now = new ArrayList<>(role.policies());
        currentLogPolicy(role).ifPresent(now::add);
        List<Policy> then = new ArrayList<>(role.policies());
        then.add(wanted);
        List<Lack> lacks = new ArrayList<>();
        for (LogPermission permission : LogPolicy.permissions(desired)) {
            Request request = questions.ofAgent(role, permission);
            List<Request> first =
                    AGENT_ACTIONS.stream()
                            .map(action -> questions.runningTheAgent(role, action))
                            .toList();
            Answer answer = answer(now, role, request, permission, first);
            if (!(answer instanceof Answer.Allowed)) {
                Answer later = answer(then, role, request, permission, first);
                boolean stays = !(later instanceof Answer.Allowed);
                lacks.add(new Lack(permission, stays ? later : answer, stays));
            }
        }
        return lacks;
    }

    private Optional<Policy> currentLogPolicy(Role role) {
        return switch (role.logAccess()) {
            case LogAccess.Attached() ->
                    identities.logPolicy().map(policy -> logPolicy(policy.document()));
            case LogAccess.Inline(Map<String, Object> document) -> Optional.of(logPolicy(document));
            case LogAccess.None _ -> Optional.empty();
        };
    }

    private static Policy logPolicy(Map<String, Object> document) {
        return Policy.of("policy " + LogPolicy.NAME, document);
    }

    /// The principals that may start or resume sessions in a governed Region, each with the session
    /// keys that it was not shown to be able to use there.
    private Map<Identity, List<Lack>> starters() {
        Map<Identity, List<Lack>> starters = new LinkedHashMap<>();
        if (desired.encryptsSessions()) {
            Stream.concat(identities.roles().stream(), identities.users().stream())
                    .forEach(identity -> {
                        List<RegionName> regions = startsIn(identity);
                        if (!regions.isEmpty()) {
                            starters.put(identity, starterLacks(identity, regions));
                        }
                    });
        }
        return starters;
    }

    private List<RegionName> startsIn(Identity identity) {
        PrincipalPolicies policies = policies(identity.policies(), identity);
        List<String> actions =
                STARTER_ACTIONS.stream()
                        .filter(action -> !isDenied(policies, questions.starting(identity, action)))
                        .toList();
        return desired.regions().stream()
                .filter(region ->
                        actions.stream()
                                .anyMatch(action ->
                                        !isDenied(
                                                policies,
                                                questions.starting(identity, action, region))))
                .toList();
    }

    private List<Lack> starterLacks(Identity identity, List<RegionName> regions) {
        List<Lack> lacks = new ArrayList<>();
        for (RegionName region : regions) {
            LogPermission permission =
                    new LogPermission(
                            "kms:GenerateDataKey",
                            desired.sessionKey().in(region).toString(),
                            Optional.of(region),
                            Purpose.ENCRYPT);
            Answer answer =
                    answer(
                            identity.policies(),
                            identity,
                            questions.ofStarter(identity, permission),
                            permission,
                            STARTER_ACTIONS.stream()
                                    .map(action -> questions.starting(identity, action, region))
                                    .toList());
            if (!(answer instanceof Answer.Allowed)) {
                lacks.add(new Lack(permission, answer, true));
            }
        }
        return lacks;
    }

    /// @param first the requests of which one has to succeed, with the same credentials, before this
    ///     one is made
    private Answer answer(
            List<Policy> policies,
            Identity identity,
            Request request,
            LogPermission permission,
            List<Request> first) {
        PrincipalPolicies own = policies(policies, identity);
        Optional<ResourcePolicies> resource = Optional.of(resource(permission));
        Answer answer = Evaluation.answer(own, resource, request);
        if (!Credentials.mayTell(answer)) {
            return answer;
        }
        List<Answer> answers =
                Credentials.all().stream()
                        .filter(each ->
                                first.stream().anyMatch(other -> !isDenied(own, each.in(other))))
                        .map(each -> Evaluation.answer(own, resource, each.in(request)))
                        .toList();
        return answers.stream().allMatch(each -> each instanceof Answer.Allowed)
                ? answers.stream().findFirst().orElse(answer)
                : answer;
    }

    private PrincipalPolicies policies(List<Policy> policies, Identity identity) {
        return new PrincipalPolicies(policies, identity.boundary(), guardrails.service());
    }

    /// KMS asks the key's own policy even of the account that owns the key.
    ///
    /// Source: KMS developer guide, "Key policies in AWS KMS".
    private ResourcePolicies resource(LogPermission permission) {
        boolean isKey = permission.action().startsWith("kms:");
        Policy policy =
                !isKey
                        ? vault.bucket()
                        : switch (permission.purpose()) {
                            case LOG -> vault.bucketKey();
                            case ENCRYPT -> vault.sessionKey();
                        };
        return new ResourcePolicies(
                desired.vault().account(), Optional.of(policy), isKey, guardrails.resource());
    }

    private static boolean isDenied(PrincipalPolicies policies, Request request) {
        return Evaluation.answer(policies, Optional.empty(), request) instanceof Answer.Denied;
    }

    /// The Regions that service control policies close, to a role of which nothing else is known
    /// and to each principal whom it would concern.
    private NavigableMap<RegionName, String> closed(List<Identity> principals) {
        NavigableMap<RegionName, String> closed = new TreeMap<>();
        if (!guardrails.service().isEmpty()) {
            String any =
                    "arn:"
                            + desired.vault().bucketKey().partition()
                            + ":iam::"
                            + desired.account()
                            + ":role/any-other";
            for (RegionName region : desired.everywhere()) {
                closedTo(any, region)
                        .filter(_ ->
                                principals.stream()
                                        .allMatch(each -> closedTo(each.arn(), region).isPresent()))
                        .ifPresent(by -> closed.put(region, by));
            }
        }
        return closed;
    }

    /// What keeps a principal who may do everything else from running the agent and from starting
    /// sessions in a Region; empty when something does not.
    private Optional<String> closedTo(String arn, RegionName region) {
        PrincipalPolicies everything =
                new PrincipalPolicies(List.of(EVERYTHING), Optional.empty(), guardrails.service());
        Optional<String> by = Optional.empty();
        for (String action :
                Stream.concat(AGENT_ACTIONS.stream(), STARTER_ACTIONS.stream()).toList()) {
            Answer answer =
                    Evaluation.answer(
                            everything, Optional.empty(), questions.inRegion(arn, action, region));
            if (!(answer instanceof Answer.Denied denied)) {
                return Optional.empty();
            }
            by = by.isPresent() ? by : Optional.of(denied.text());
        }
        return by;
    }

    private Optional<HostManagementRole> hostManagementRole() {
        String agentPolicy = HostManagement.agentPolicyArn(desired.vault().bucketKey().partition());
        return switch (desired.hostManagement()) {
            case LEAVE -> Optional.empty();
            case MANAGE ->
                    Optional.of(
                            identities.roles().stream()
                                    .filter(role -> role.name().equals(HostManagement.ROLE_NAME))
                                    .findFirst()
                                    .map(role ->
                                            new HostManagementRole(
                                                    true,
                                                    role.attached().contains(agentPolicy),
                                                    role.logAccess() instanceof LogAccess.Attached))
                                    .orElseGet(() -> new HostManagementRole(false, false, false)));
        };
    }
}
