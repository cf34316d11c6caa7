package io.sessionvault.aws;

import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPermission;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.PermissionProof;
import io.sessionvault.reconcile.TrustPolicy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/// Reads the IAM side of an account.
///
/// The roles that can run the agent are those that an EC2 instance profile carries, and those that
/// Systems Manager itself may assume: Default Host Management and hybrid activations.
///
/// Source: Systems Manager user guide, "Configure instance permissions required for Systems
/// Manager" and "Create the IAM service role required for Systems Manager in hybrid environments".
final class IdentityReader {
    private static final String SYSTEMS_MANAGER = "ssm.amazonaws.com";
    private static final String SERVICE_LINKED = "/aws-service-role/";

    /// IAM's rate for simulations is not published; few at a time keep clear of it.
    private static final int CONCURRENCY = 6;

    /// Source: IAM user guide, "IAM and AWS STS quotas", for an account whose summary does not
    /// tell.
    private static final int DEFAULT_ATTACHMENT_QUOTA = 10;

    private final IamClient iam;
    private final DesiredAccount desired;
    private final PermissionProof proof;
    private final PermissionSimulation simulation;

    IdentityReader(IamClient iam, DesiredAccount desired, PermissionProof proof) {
        this.iam = iam;
        this.desired = desired;
        this.proof = proof;
        this.simulation = new PermissionSimulation(iam);
    }

    ObservedIdentity read() {
        Optional<Policy> policy = logPolicy();
        Set<String> attached = policy.isPresent() ? rolesWithLogPolicy() : Set.of();
        Map<String, Role> candidates = new TreeMap<>();
        iam.listInstanceProfilesPaginator().instanceProfiles().stream()
                .flatMap(profile -> profile.roles().stream())
                .forEach(role -> candidates.put(role.roleName(), role));
        Optional<Role> hostManagement = Optional.empty();
        for (Role role : iam.listRolesPaginator().roles()) {
            if (!role.path().startsWith(SERVICE_LINKED)
                    && TrustPolicy.trusts(
                            Json.policy(role.assumeRolePolicyDocument()), SYSTEMS_MANAGER)) {
                candidates.put(role.roleName(), role);
            }
            if (role.roleName().equals(HostManagement.ROLE_NAME)) {
                hostManagement = Optional.of(role);
            }
        }
        boolean current =
                policy.filter(it -> it.document().equals(LogPolicy.document(desired))).isPresent();
        List<ObservedIdentity.Role> agents =
                InParallel.map(
                                candidates.values(),
                                CONCURRENCY,
                                role -> agent(role, attached, current))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
        return new ObservedIdentity(policy, agents, hostManagementRole(hostManagement, attached));
    }

    private Optional<Policy> logPolicy() {
        try {
            List<PolicyVersion> versions =
                    iam
                            .listPolicyVersionsPaginator(
                                    ask -> ask.policyArn(desired.logPolicyArn()))
                            .versions()
                            .stream()
                            .sorted(
                                    Comparator.comparing(PolicyVersion::createDate)
                                            .thenComparing(PolicyVersion::versionId))
                            .toList();
            String defaultVersion =
                    versions.stream()
                            .filter(PolicyVersion::isDefaultVersion)
                            .findFirst()
                            .orElseThrow()
                            .versionId();
            String document =
                    iam.getPolicyVersion(ask ->
                                    ask.policyArn(desired.logPolicyArn()).versionId(defaultVersion))
                            .policyVersion()
                            .document();
            return Optional.of(
                    new Policy(
                            Json.policy(document),
                            versions.stream()
                                    .map(PolicyVersion::versionId)
                                    .filter(version -> !version.equals(defaultVersion))
                                    .toList()));
        } catch (NoSuchEntityException absent) {
            return Optional.empty();
        }
    }

    private Set<String> rolesWithLogPolicy() {
        Set<String> names = new HashSet<>();
        iam.listEntitiesForPolicyPaginator(
                        ask -> ask.policyArn(desired.logPolicyArn()).entityFilter(EntityType.ROLE))
                .policyRoles()
                .forEach(role -> names.add(role.roleName()));
        return names;
    }

    private Optional<ObservedIdentity.Role> agent(
            Role role, Set<String> attached, boolean policyIsCurrent) {
        if (proof == PermissionProof.SIMULATE && !simulation.canRunAgent(role.arn())) {
            return Optional.empty();
        }
        LogAccess access =
                attached.contains(role.roleName())
                        ? new LogAccess.Attached()
                        : accessWithoutPolicy(role.roleName());
        List<LogPermission> required = LogPolicy.permissions(desired);
        List<LogPermission> missing =
                switch (proof) {
                    case SIMULATE ->
                            simulation.missing(role.arn(), desired.vault().account(), required);
                    case READ_BACK -> isReadBack(access, policyIsCurrent) ? List.of() : required;
                };
        return Optional.of(new ObservedIdentity.Role(role.roleName(), access, missing));
    }

    private boolean isReadBack(LogAccess access, boolean policyIsCurrent) {
        return switch (access) {
            case LogAccess.Attached() -> policyIsCurrent;
            case LogAccess.Inline(Map<String, Object> document) ->
                    document.equals(LogPolicy.document(desired));
            case LogAccess.None _ -> false;
        };
    }

    private LogAccess accessWithoutPolicy(String roleName) {
        try {
            String document =
                    iam.getRolePolicy(ask -> ask.roleName(roleName).policyName(LogPolicy.NAME))
                            .policyDocument();
            return new LogAccess.Inline(Json.policy(document));
        } catch (NoSuchEntityException noInlinePolicy) {
            return new LogAccess.None(policiesOf(roleName).size() >= attachmentQuota());
        }
    }

    private Set<String> policiesOf(String roleName) {
        Set<String> arns = new HashSet<>();
        iam
                .listAttachedRolePoliciesPaginator(ask -> ask.roleName(roleName))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .forEach(arns::add);
        return arns;
    }

    private int attachmentQuota() {
        return iam.getAccountSummary()
                .summaryMap()
                .getOrDefault(
                        SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, DEFAULT_ATTACHMENT_QUOTA);
    }

    private Optional<HostManagementRole> hostManagementRole(
            Optional<Role> role, Set<String> attached) {
        return switch (desired.hostManagement()) {
            case LEAVE -> Optional.empty();
            case MANAGE -> {
                if (role.isEmpty()) {
                    yield Optional.of(new HostManagementRole(false, false, false));
                }
                String agentPolicy =
                        HostManagement.agentPolicyArn(desired.vault().bucketKey().partition());
                yield Optional.of(
                        new HostManagementRole(
                                true,
                                policiesOf(HostManagement.ROLE_NAME).contains(agentPolicy),
                                attached.contains(HostManagement.ROLE_NAME)));
            }
        };
    }
}
