package io.sessionvault.aws;

import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.TrustPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/// What one listing of an account's roles and policies tells about session logging. A page is
/// forgotten when it has been read: whatever else the account has is never held together.
///
/// The roles that can run the agent are those that an EC2 instance profile carries, and those that
/// Systems Manager itself may assume: Default Host Management and hybrid activations.
///
/// Source: IAM API reference, `GetAccountAuthorizationDetails`; Systems Manager user guide,
/// "Configure instance permissions required for Systems Manager" and "Create the IAM service role
/// required for Systems Manager in hybrid environments".
final class ListedIdentities {
    private static final String SYSTEMS_MANAGER = "ssm.amazonaws.com";
    private static final String SERVICE_LINKED = "/aws-service-role/";

    /// Roles and policies of a page. IAM would give 1,000, which could be 60 MB of documents.
    private static final int PAGE = 300;

    private final String logPolicyArn;
    private final Map<String, ListedRole> candidates = new TreeMap<>();
    private @Nullable Policy logPolicy;
    private @Nullable ListedRole hostManagement;

    /// A role as it was listed.
    ///
    /// @param name its name, without path
    /// @param arn its ARN
    /// @param attached the ARNs of its managed policies
    /// @param inlineLogPolicy the document of the logging policy inside it, as parsed JSON; empty
    ///     when it has none
    record ListedRole(
            String name,
            String arn,
            Set<String> attached,
            Optional<Map<String, Object>> inlineLogPolicy) {}

    private ListedIdentities(String logPolicyArn) {
        this.logPolicyArn = logPolicyArn;
    }

    /// Lists an account's roles and policies.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be listed
    static ListedIdentities read(IamClient iam, DesiredAccount desired) {
        ListedIdentities listed = new ListedIdentities(desired.logPolicyArn());
        iam.getAccountAuthorizationDetailsPaginator(ask ->
                        ask.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY).maxItems(PAGE))
                .forEach(page -> {
                    page.policies().forEach(listed::add);
                    page.roleDetailList().forEach(listed::add);
                });
        return listed;
    }

    /// The logging policy; empty when it was not listed.
    Optional<Policy> logPolicy() {
        return Optional.ofNullable(logPolicy);
    }

    /// The roles that may run the agent, by their names.
    Map<String, ListedRole> candidates() {
        return candidates;
    }

    /// AWS's default role for Default Host Management; empty when the account has none.
    Optional<ListedRole> hostManagement() {
        return Optional.ofNullable(hostManagement);
    }

    private void add(ManagedPolicyDetail policy) {
        if (policy.arn().equals(logPolicyArn)) {
            List<PolicyVersion> versions = policy.policyVersionList();
            logPolicy =
                    LogPolicyReader.policy(
                            LogPolicyReader.defaultVersion(policy.arn(), versions).document(),
                            versions);
        }
    }

    private void add(RoleDetail role) {
        boolean candidate = isCandidate(role);
        boolean ofHostManagement = role.roleName().equals(HostManagement.ROLE_NAME);
        if (candidate || ofHostManagement) {
            ListedRole listed = listed(role);
            if (candidate) {
                candidates.put(listed.name(), listed);
            }
            if (ofHostManagement) {
                hostManagement = listed;
            }
        }
    }

    private static boolean isCandidate(RoleDetail role) {
        return !role.instanceProfileList().isEmpty()
                || (!role.path().startsWith(SERVICE_LINKED)
                        && TrustPolicy.trusts(
                                Json.policy(role.assumeRolePolicyDocument()), SYSTEMS_MANAGER));
    }

    private static ListedRole listed(RoleDetail role) {
        return new ListedRole(
                role.roleName(),
                role.arn(),
                role.attachedManagedPolicies().stream()
                        .map(AttachedPolicy::policyArn)
                        .collect(Collectors.toUnmodifiableSet()),
                role.rolePolicyList().stream()
                        .filter(policy -> policy.policyName().equals(LogPolicy.NAME))
                        .map(PolicyDetail::policyDocument)
                        .map(Json::policy)
                        .findFirst());
    }
}
