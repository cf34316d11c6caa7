package io.sessionvault.aws;

import io.sessionvault.reconcile.ObservedIdentity.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/// One listing of an account's roles, users, groups and own policies. Of a policy only the default
/// version is kept.
///
/// Service-linked roles are left out: no policy binds what AWS does through them, and nobody starts
/// sessions as one.
///
/// Source: IAM API reference, `GetAccountAuthorizationDetails`; IAM user guide, "Using service-linked
/// roles".
final class ListedIdentities {
    private static final String SERVICE_LINKED = "/aws-service-role/";

    /// Entities of a page. IAM would give 1,000, which could be 60 MB of documents.
    private static final int PAGE = 300;

    private final String logPolicyArn;
    private final List<RoleDetail> roles = new ArrayList<>();
    private final List<UserDetail> users = new ArrayList<>();
    private final Map<String, GroupDetail> groups = new HashMap<>();
    private final Map<String, String> documents = new HashMap<>();
    private @Nullable Policy logPolicy;

    private ListedIdentities(String logPolicyArn) {
        this.logPolicyArn = logPolicyArn;
    }

    /// Lists an account.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be listed
    static ListedIdentities read(IamClient iam, String logPolicyArn) {
        ListedIdentities listed = new ListedIdentities(logPolicyArn);
        iam.getAccountAuthorizationDetailsPaginator(ask ->
                        ask.filter(
                                        EntityType.ROLE,
                                        EntityType.USER,
                                        EntityType.GROUP,
                                        EntityType.LOCAL_MANAGED_POLICY)
                                .maxItems(PAGE))
                .forEach(page -> {
                    page.policies().forEach(listed::add);
                    page.roleDetailList().stream()
                            .filter(role -> !role.path().startsWith(SERVICE_LINKED))
                            .forEach(listed.roles::add);
                    listed.users.addAll(page.userDetailList());
                    page.groupDetailList()
                            .forEach(group -> listed.groups.put(group.groupName(), group));
                });
        return listed;
    }

    /// The logging policy; empty when it was not listed.
    Optional<Policy> logPolicy() {
        return Optional.ofNullable(logPolicy);
    }

    /// Who has the logging policy beside roles that it is attached to, each in words: users and groups,
    /// and those whose permissions boundary it is. IAM deletes no policy that somebody has.
    List<String> besideRoles() {
        return Stream.of(
                        users.stream()
                                .filter(user -> isAmong(user.attachedManagedPolicies()))
                                .map(user -> "user " + user.userName()),
                        groups.values().stream()
                                .filter(group -> isAmong(group.attachedManagedPolicies()))
                                .map(group -> "group " + group.groupName()),
                        roles.stream()
                                .filter(role -> isBoundary(role.permissionsBoundary()))
                                .map(role -> "the permissions boundary of role " + role.roleName()),
                        users.stream()
                                .filter(user -> isBoundary(user.permissionsBoundary()))
                                .map(user -> "the permissions boundary of user " + user.userName()))
                .flatMap(each -> each)
                .sorted()
                .toList();
    }

    private boolean isAmong(List<AttachedPolicy> attached) {
        return attached.stream().anyMatch(policy -> logPolicyArn.equals(policy.policyArn()));
    }

    private boolean isBoundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary != null && logPolicyArn.equals(boundary.permissionsBoundaryArn());
    }

    /// The roles.
    List<RoleDetail> roles() {
        return roles;
    }

    /// The users.
    List<UserDetail> users() {
        return users;
    }

    /// A group; empty when it was not listed, because it is younger than the listing.
    Optional<GroupDetail> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /// The document of one of the account's own policies, as IAM returns it; empty when it was not
    /// listed.
    Optional<String> document(String policyArn) {
        return Optional.ofNullable(documents.get(policyArn));
    }

    /// A policy that changes while it is listed may show no default version, and is then read by its
    /// ARN.
    private void add(ManagedPolicyDetail policy) {
        List<PolicyVersion> versions = policy.policyVersionList();
        versions.stream()
                .filter(PolicyVersion::isDefaultVersion)
                .findFirst()
                .ifPresent(version -> documents.put(policy.arn(), version.document()));
        if (policy.arn().equals(logPolicyArn)) {
            logPolicy =
                    LogPolicyReader.policy(
                            LogPolicyReader.defaultVersion(policy.arn(), versions).document(),
                            versions);
        }
    }
}
