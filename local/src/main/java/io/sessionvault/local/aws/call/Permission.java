package io.sessionvault.local.aws.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a caller has to be allowed: an IAM action on a resource.
///
/// @param action the action, e.g. `s3:GetObject`
/// @param resource the resource's ARN; `*` for actions that have none
/// @param owner the 12 digits of the account that the resource belongs to; empty for `*`
/// @param context condition keys of this action, beside those that every request carries
/// @param policy the resource's own policy, where it has one
public record Permission(
        String action,
        String resource,
        Optional<String> owner,
        Map<String, List<String>> context,
        Optional<ResourcePolicy> policy) {

    /// Copies the map.
    public Permission {
        context = Map.copyOf(context);
    }

    /// An action on a resource that belongs to the account in its ARN.
    public static Permission of(String action, String resource) {
        String[] parts = resource.split(":", 6);
        Optional<String> owner =
                parts.length == 6 && parts[4].matches("[0-9]{12}")
                        ? Optional.of(parts[4])
                        : Optional.empty();
        return new Permission(action, resource, owner, Map.of(), Optional.empty());
    }

    /// An action on a resource that its service opens to other accounts than the owner's, as
    /// Organizations does to delegated administrators.
    public static Permission opened(String action, String resource) {
        return new Permission(action, resource, Optional.empty(), Map.of(), Optional.empty());
    }

    /// The same with the value of a condition key.
    public Permission with(String key, String value) {
        return with(Map.of(key, value));
    }

    /// The same with the values of condition keys.
    public Permission with(Map<String, String> values) {
        var all = new TreeMap<>(context);
        values.forEach((key, value) -> all.put(key, List.of(value)));
        return new Permission(action, resource, owner, all, policy);
    }

    /// The same with all values of a condition key that has several.
    public Permission withAll(String key, List<String> values) {
        var all = new TreeMap<>(context);
        all.put(key, List.copyOf(values));
        return new Permission(action, resource, owner, all, policy);
    }

    /// The same for a resource whose ARN does not tell its owner.
    public Permission ownedBy(String account) {
        return new Permission(action, resource, Optional.of(account), context, policy);
    }

    /// The same for a resource with a policy of its own.
    public Permission under(ResourcePolicy own) {
        return new Permission(action, resource, owner, context, Optional.of(own));
    }
}
