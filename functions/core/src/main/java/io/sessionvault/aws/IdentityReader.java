package io.sessionvault.aws;

import io.sessionvault.aws.ListedIdentities.ListedRole;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPermission;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.HostManagementRole;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.PermissionProof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/// Reads the IAM side of an account: one listing, and the proof of each role that can run the
/// agent. AWS does not say whether the listing shows a policy that no role has, so that one that it
/// does not show is looked for by its ARN.
final class IdentityReader {
    /// IAM's rate for simulations is not published; few at a time keep clear of it.
    private static final int CONCURRENCY = 6;

    /// No account's quota is lower, so that a role with fewer policies has room.
    ///
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    private static final int LOWEST_ATTACHMENT_QUOTA = 10;

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
        ListedIdentities listed = ListedIdentities.read(iam, desired);
        Optional<Policy> policy =
                listed.logPolicy().or(() -> LogPolicyReader.read(iam, desired.logPolicyArn()));
        List<ObservedIdentity.Role> agents =
                InParallel.map(
                                listed.candidates().values(),
                                CONCURRENCY,
                                role -> agent(role, policy))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
        return new ObservedIdentity(policy, agents, hostManagementRole(listed, policy.isPresent()));
    }

    private Optional<ObservedIdentity.Role> agent(ListedRole role, Optional<Policy> policy) {
        if (proof == PermissionProof.SIMULATE && !simulation.canRunAgent(role.arn())) {
            return Optional.empty();
        }
        LogAccess access = access(role, policy.isPresent());
        List<LogPermission> required = LogPolicy.permissions(desired);
        List<LogPermission> missing =
                switch (proof) {
                    case SIMULATE ->
                            simulation.missing(role.arn(), desired.vault().account(), required);
                    case READ_BACK -> isReadBack(access, policy) ? List.of() : required;
                };
        return Optional.of(new ObservedIdentity.Role(role.name(), access, missing));
    }

    private LogAccess access(ListedRole role, boolean policyExists) {
        if (policyExists && role.attached().contains(desired.logPolicyArn())) {
            return new LogAccess.Attached();
        }
        return role.inlineLogPolicy()
                .<LogAccess>map(LogAccess.Inline::new)
                .orElseGet(() -> new LogAccess.None(isFull(role)));
    }

    private boolean isFull(ListedRole role) {
        int policies = role.attached().size();
        return policies >= LOWEST_ATTACHMENT_QUOTA && policies >= attachmentQuota();
    }

    private int attachmentQuota() {
        return iam.getAccountSummary()
                .summaryMap()
                .getOrDefault(
                        SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, LOWEST_ATTACHMENT_QUOTA);
    }

    private boolean isReadBack(LogAccess access, Optional<Policy> policy) {
        Map<String, Object> document = LogPolicy.document(desired);
        return switch (access) {
            case LogAccess.Attached() ->
                    policy.filter(it -> it.document().equals(document)).isPresent();
            case LogAccess.Inline(Map<String, Object> inline) -> inline.equals(document);
            case LogAccess.None _ -> false;
        };
    }

    private Optional<HostManagementRole> hostManagementRole(
            ListedIdentities listed, boolean policyExists) {
        String agentPolicy = HostManagement.agentPolicyArn(desired.vault().bucketKey().partition());
        return switch (desired.hostManagement()) {
            case LEAVE -> Optional.empty();
            case MANAGE ->
                    Optional.of(
                            listed.hostManagement()
                                    .map(role ->
                                            new HostManagementRole(
                                                    true,
                                                    role.attached().contains(agentPolicy),
                                                    policyExists
                                                            && role.attached()
                                                                    .contains(
                                                                            desired
                                                                                    .logPolicyArn())))
                                    .orElseGet(() -> new HostManagementRole(false, false, false)));
        };
    }
}
