package io.sessionvault.local.aws.organizations;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;

/// The ARNs of what is in the organization, and permissions about it. Organizations opens it to
/// delegated administrators, though it is the management account's.
///
/// Source: Service authorization reference, "AWS Organizations".
final class OrganizationArns {
    private final Accounts accounts;

    OrganizationArns(Accounts accounts) {
        this.accounts = accounts;
    }

    /// The ARN of the root, a unit, an account or a policy, also of one that does not exist.
    String of(String id) {
        if (id.startsWith("p-")) {
            return accounts.controls().all().stream()
                    .filter(policy -> policy.id.equals(id))
                    .map(policy -> policy.arn)
                    .findAny()
                    .orElse(arn("policy", "service_control_policy/" + id));
        }
        if (id.startsWith("ou-")) {
            return arn("ou", id);
        }
        return id.startsWith("r-") ? arn("root", id) : accounts.organization().accountArn(id);
    }

    /// The ARN of something of a kind.
    String arn(String kind, String name) {
        Organization organization = accounts.organization();
        return "arn:aws:organizations::%s:%s/%s/%s"
                .formatted(organization.managementAccount(), kind, organization.id(), name);
    }

    /// An action on what a request names by its id.
    <Q extends SdkRequest> Authorization<Q> to(String action, Function<Q, String> id) {
        return (call, request) ->
                List.of(
                        Permission.opened(
                                "organizations:" + action, of(String.valueOf(id.apply(request)))));
    }

    /// An action that has no resource.
    <Q extends SdkRequest> Authorization<Q> toAny(String action) {
        return Authorization.toAny("organizations:" + action);
    }
}
