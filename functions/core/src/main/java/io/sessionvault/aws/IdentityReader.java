package io.sessionvault.aws;

import io.sessionvault.permissions.Policy;
import io.sessionvault.reconcile.AccountIdentities;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/// Reads the roles and users of an account with all their policies: one listing, and each managed
/// policy that it does not show. AWS does not say whether the listing shows a policy that no role
/// has, so that a logging policy that it does not show is looked for by its ARN.
final class IdentityReader {
    /// IAM's rate for reading policies is not published; few at a time keep clear of it.
    private static final int CONCURRENCY = 6;

    /// No account's quota is lower, so that a role with fewer policies has room.
    ///
    /// Source: IAM user guide, "IAM and AWS STS quotas".
    private static final int LOWEST_ATTACHMENT_QUOTA = 10;

    /// What a trust policy that cannot be understood counts as.
    private static final Map<String, Object> TRUSTS_ANYBODY =
            Map.of("Statement", Map.of("Effect", "Allow", "Principal", "*", "Action", "sts:*"));

    private final IamClient iam;
    private final DesiredAccount desired;
    private final ManagedPolicies managed;
    private final Map<String, Policy> policies = new HashMap<>();
    private OptionalInt attachmentQuota = OptionalInt.empty();

    IdentityReader(IamClient iam, DesiredAccount desired, ManagedPolicies managed) {
        this.iam = iam;
        this.desired = desired;
        this.managed = managed;
    }

    /// Reads them.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be listed
    AccountIdentities read() {
        ListedIdentities listed = ListedIdentities.read(iam, desired.logPolicyArn());
        var logPolicy =
                listed.logPolicy().or(() -> LogPolicyReader.read(iam, desired.logPolicyArn()));
        readPolicies(listed);
        return new AccountIdentities(
                logPolicy,
                listed.roles().stream().map(role -> role(role, logPolicy.isPresent())).toList(),
                listed.users().stream().map(user -> user(user, listed)).toList(),
                listed.besideRoles());
    }

    private void readPolicies(ListedIdentities listed) {
        Set<String> others = new HashSet<>();
        used(listed)
                .filter(arn -> !arn.equals(desired.logPolicyArn()))
                .forEach(arn ->
                        listed.document(arn)
                                .ifPresentOrElse(
                                        document -> policies.put(arn, policy(arn, document)),
                                        () -> others.add(arn)));
        if (!others.isEmpty()) {
            List<String> arns = List.copyOf(others);
            List<Policy> read = InParallel.map(arns, CONCURRENCY, arn -> managed.read(iam, arn));
            for (int i = 0; i < arns.size(); i++) {
                policies.put(arns.get(i), read.get(i));
            }
        }
    }

    /// The ARNs of all policies that anybody has.
    private static Stream<String> used(ListedIdentities listed) {
        Set<String> arns = new HashSet<>();
        for (RoleDetail role : listed.roles()) {
            add(arns, role.attachedManagedPolicies(), role.permissionsBoundary());
        }
        for (UserDetail user : listed.users()) {
            add(arns, user.attachedManagedPolicies(), user.permissionsBoundary());
            user.groupList().stream()
                    .flatMap(name -> listed.group(name).stream())
                    .forEach(group -> add(arns, group.attachedManagedPolicies(), null));
        }
        return arns.stream();
    }

    private static void add(
            Set<String> arns,
            List<AttachedPolicy> attached,
            @Nullable AttachedPermissionsBoundary boundary) {
        attached.forEach(policy -> arns.add(policy.policyArn()));
        if (boundary != null) {
            arns.add(boundary.permissionsBoundaryArn());
        }
    }

    private static Policy policy(String arn, String document) {
        return ManagedPolicies.policy(ManagedPolicies.name(arn), document);
    }

    private AccountIdentities.Role role(RoleDetail role, boolean policyExists) {
        Set<String> attached =
                role.attachedManagedPolicies().stream()
                        .map(AttachedPolicy::policyArn)
                        .collect(Collectors.toUnmodifiableSet());
        return new AccountIdentities.Role(
                role.roleName(),
                role.arn(),
                Json.readPolicy(role.assumeRolePolicyDocument()).orElse(TRUSTS_ANYBODY),
                !role.instanceProfileList().isEmpty(),
                attached,
                access(role, attached, policyExists),
                Stream.concat(
                                inline(role.rolePolicyList(), "role " + role.roleName()),
                                managed(role.attachedManagedPolicies()))
                        .toList(),
                boundary(role.permissionsBoundary()),
                tags(role.tags()));
    }

    private LogAccess access(RoleDetail role, Set<String> attached, boolean policyExists) {
        if (policyExists && attached.contains(desired.logPolicyArn())) {
            return new LogAccess.Attached();
        }
        return role.rolePolicyList().stream()
                .filter(policy -> policy.policyName().equals(LogPolicy.NAME))
                .map(policy -> Json.readPolicy(policy.policyDocument()).orElse(Map.of()))
                .findFirst()
                .<LogAccess>map(LogAccess.Inline::new)
                .orElseGet(() -> new LogAccess.None(isFull(attached)));
    }

    private AccountIdentities.User user(UserDetail user, ListedIdentities listed) {
        List<Policy> all = new ArrayList<>();
        inline(user.userPolicyList(), "user " + user.userName()).forEach(all::add);
        managed(user.attachedManagedPolicies()).forEach(all::add);
        for (String name : user.groupList()) {
            listed.group(name)
                    .ifPresentOrElse(
                            group -> ofGroup(group).forEach(all::add),
                            () ->
                                    all.add(
                                            Policy.unread(
                                                    "policies of group " + name,
                                                    "the listing does not show the group")));
        }
        return new AccountIdentities.User(
                user.userName(),
                user.arn(),
                user.groupList(),
                all,
                boundary(user.permissionsBoundary()),
                tags(user.tags()));
    }

    private Stream<Policy> ofGroup(GroupDetail group) {
        return Stream.concat(
                inline(group.groupPolicyList(), "group " + group.groupName()),
                managed(group.attachedManagedPolicies()));
    }

    private Stream<Policy> inline(List<PolicyDetail> details, String owner) {
        return details.stream()
                .filter(policy -> !policy.policyName().equals(LogPolicy.NAME))
                .map(policy ->
                        ManagedPolicies.policy(
                                "inline policy " + policy.policyName() + " of " + owner,
                                policy.policyDocument()));
    }

    private Stream<Policy> managed(List<AttachedPolicy> attached) {
        return attached.stream()
                .map(AttachedPolicy::policyArn)
                .flatMap(arn -> Optional.ofNullable(policies.get(arn)).stream());
    }

    private Optional<Policy> boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return Optional.ofNullable(boundary)
                .map(AttachedPermissionsBoundary::permissionsBoundaryArn)
                .map(policies::get);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value));
    }

    private boolean isFull(Set<String> attached) {
        return attached.size() >= LOWEST_ATTACHMENT_QUOTA && attached.size() >= attachmentQuota();
    }

    private int attachmentQuota() {
        if (attachmentQuota.isEmpty()) {
            attachmentQuota =
                    OptionalInt.of(
                            iam.getAccountSummary()
                                    .summaryMap()
                                    .getOrDefault(
                                            SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA,
                                            LOWEST_ATTACHMENT_QUOTA));
        }
        return attachmentQuota.getAsInt();
    }
}
