package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.AwsError;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// The service and resource control policies of the organization, and what they are attached to.
/// Other types of policies are not implemented.
final class ControlPolicies {
    /// The policy that allows everything to members, which is attached to whatever there is.
    static final String FULL_ACCESS = "p-FullAWSAccess";

    /// The policy that allows everything about resources of members, which nobody can detach.
    static final String FULL_RESOURCE_ACCESS = "p-RCPFullAWSAccess";

    private static final Map<PolicyType, String> OF_AWS =
            Map.of(
                    PolicyType.SERVICE_CONTROL_POLICY, FULL_ACCESS,
                    PolicyType.RESOURCE_CONTROL_POLICY, FULL_RESOURCE_ACCESS);

    private final Map<String, ControlPolicy> byId = new LinkedHashMap<>();
    private final Set<PolicyType> enabled = EnumSet.noneOf(PolicyType.class);
    private final Tree tree;

    ControlPolicies(Tree tree) {
        this.tree = tree;
        addOfAws(
                PolicyType.SERVICE_CONTROL_POLICY,
                "FullAWSAccess",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":\"*\",\"Resource\":\"*\"}]}");
        addOfAws(
                PolicyType.RESOURCE_CONTROL_POLICY,
                "RCPFullAWSAccess",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
    }

    private void addOfAws(PolicyType type, String name, String content) {
        String id = "p-" + name;
        String arn = "arn:aws:organizations::aws:policy/%s/%s".formatted(prefix(type), id);
        add(
                new ControlPolicy(
                        id, arn, type, true, name, "Allows access to every operation", content));
    }

    /// The name of a type in ARNs.
    static String prefix(PolicyType type) {
        return type.toString().toLowerCase(Locale.ROOT);
    }

    void add(ControlPolicy policy) {
        byId.put(policy.id, policy);
    }

    void remove(ControlPolicy policy) {
        byId.remove(policy.id);
    }

    Collection<ControlPolicy> all() {
        return byId.values();
    }

    ControlPolicy find(@Nullable String id) {
        ControlPolicy policy = byId.get(String.valueOf(id));
        if (policy == null) {
            throw new AwsError(
                    "PolicyNotFoundException", 400, "You specified a policy that doesn't exist.");
        }
        return policy;
    }

    /// The policies of one type that are attached to one thing, not counting what it inherits.
    List<ControlPolicy> attached(PolicyType type, String target) {
        return all().stream()
                .filter(policy -> policy.type == type && policy.targets.contains(target))
                .toList();
    }

    boolean isEnabled(PolicyType type) {
        return enabled.contains(type);
    }

    /// From now on, policies of the type bind; AWS's own is attached everywhere.
    void enable(PolicyType type) {
        enabled.add(type);
        ofAws(type).targets.addAll(tree.targets());
    }

    /// From now on, policies of the type bind nobody; all are detached.
    void disable(PolicyType type) {
        enabled.remove(type);
        all().stream().filter(policy -> policy.type == type).forEach(p -> p.targets.clear());
    }

    /// Something new is in the tree that policies can be attached to.
    void joined(String target) {
        enabled.forEach(type -> ofAws(type).targets.add(target));
    }

    /// Something is gone from the tree.
    void left(String target) {
        all().forEach(policy -> policy.targets.remove(target));
    }

    /// The contents of the policies that an account is under, level by level from the root down to
    /// the account; empty where the type is not enabled.
    Optional<List<List<String>>> levels(PolicyType type, String account) {
        return isEnabled(type)
                ? Optional.of(
                        tree.path(account).stream()
                                .map(target ->
                                        attached(type, target).stream()
                                                .map(policy -> policy.content)
                                                .toList())
                                .toList())
                : Optional.empty();
    }

    private ControlPolicy ofAws(PolicyType type) {
        return find(OF_AWS.get(type));
    }
}
