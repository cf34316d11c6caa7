package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What IAM knows in one account.
final class IamAccount {
    final String id;
    final TreeMap<String, IamRole> roles = new TreeMap<>();
    final TreeMap<String, IamUser> users = new TreeMap<>();
    final TreeMap<String, IamGroup> groups = new TreeMap<>();
    final TreeMap<String, InstanceProfile> profiles = new TreeMap<>();

    /// Customer managed policies by ARN.
    final TreeMap<String, ManagedPolicy> policies = new TreeMap<>();

    private final AwsManagedPolicies awsPolicies;

    IamAccount(String id, AwsManagedPolicies awsPolicies) {
        this.id = id;
        this.awsPolicies = awsPolicies;
    }

    IamRole role(@Nullable String name) {
        return found("role", roles, name);
    }

    IamUser user(@Nullable String name) {
        return found("user", users, name);
    }

    IamGroup group(@Nullable String name) {
        return found("group", groups, name);
    }

    Optional<IamRole> roleByArn(String arn) {
        return roles.values().stream().filter(role -> role.arn.equals(arn)).findAny();
    }

    Optional<IamUser> userByArn(String arn) {
        return users.values().stream().filter(user -> user.arn.equals(arn)).findAny();
    }

    /// A managed policy of the account or of AWS.
    ManagedPolicy policy(String arn) {
        ManagedPolicy own = policies.get(arn);
        return own != null
                ? own
                : awsPolicies
                        .find(arn)
                        .orElseThrow(() ->
                                IamErrors.noSuchEntity(
                                        "Policy %s does not exist or is not attachable."
                                                .formatted(arn)));
    }

    /// How many users, groups and roles a policy is attached to, boundaries not counted.
    int attachments(String policyArn) {
        return Math.toIntExact(
                holders().filter(holder -> holder.attached.contains(policyArn)).count());
    }

    /// How many users and roles a policy bounds.
    int boundaries(String policyArn) {
        return Math.toIntExact(holders().filter(holder -> holder.isBoundedBy(policyArn)).count());
    }

    /// Whether anybody has a policy attached or is bounded by it.
    boolean isUsed(String policyArn) {
        return holders().anyMatch(holder -> holder.uses(policyArn));
    }

    /// What binds a role at this moment.
    IdentityPolicies policiesOf(IamRole role) {
        return bound(List.of(role), role.boundary);
    }

    /// What binds a user at this moment: its own policies and those of its groups.
    IdentityPolicies policiesOf(IamUser user) {
        List<PolicyHolder> holders = new ArrayList<>(List.of(user));
        user.groups.forEach(group -> holders.add(group(group)));
        return bound(holders, user.boundary);
    }

    private IdentityPolicies bound(
            List<? extends PolicyHolder> holders, Optional<String> boundary) {
        var documents = new ArrayList<PolicyDocument>();
        for (PolicyHolder holder : holders) {
            holder.attached.forEach(arn -> documents.add(current(arn)));
            holder.inline.values().forEach(text -> documents.add(PolicyDocument.parse(text)));
        }
        return new IdentityPolicies(documents, boundary.map(this::current));
    }

    private PolicyDocument current(String policyArn) {
        return PolicyDocument.parse(policy(policyArn).current().document());
    }

    private Stream<PolicyHolder> holders() {
        return Stream.of(users, groups, roles).flatMap(all -> all.values().stream());
    }

    private static <H> H found(String kind, Map<String, H> all, @Nullable String name) {
        H holder = all.get(String.valueOf(name));
        if (holder == null) {
            throw IamErrors.noSuchEntity(
                    "The %s with name %s cannot be found.".formatted(kind, name));
        }
        return holder;
    }
}
