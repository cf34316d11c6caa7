package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.IdentityPolicies;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;

/// A role, as it is now.
final class IamRole {
    final String name;
    final String arn;
    final String id;
    final String trust;
    final int maxSessionSeconds;

    /// ARNs of the attached managed policies.
    final TreeSet<String> attached = new TreeSet<>();

    /// Inline documents by policy name.
    final TreeMap<String, String> inline = new TreeMap<>();

    Optional<String> boundary = Optional.empty();
    private final String path;
    private final Instant created;
    private final @Nullable String description;
    private @Nullable IdentityPolicies stale;
    private int staleReads;
    private boolean lastWasStale;

    IamRole(
            String arn,
            String path,
            String id,
            String trust,
            int maxSessionSeconds,
            @Nullable String description,
            Instant created) {
        this.arn = arn;
        this.path = path;
        this.id = id;
        this.trust = trust;
        this.maxSessionSeconds = maxSessionSeconds;
        this.description = description;
        this.created = created;
        this.name = arn.substring(arn.lastIndexOf('/') + 1);
    }

    String path() {
        return path;
    }

    /// Keeps showing `before` to the next `reads` simulations.
    void showStale(IdentityPolicies before, int reads) {
        if (reads > 0) {
            stale = staleReads > 0 && stale != null ? stale : before;
            staleReads = reads;
        }
    }

    /// What a simulation sees: the policies as they are, unless they changed a moment ago.
    IdentityPolicies seen(IdentityPolicies now) {
        lastWasStale = stale != null && staleReads > 0;
        staleReads = Math.max(0, staleReads - 1);
        return lastSeen(now);
    }

    /// What the last simulation saw: a later page of it sees the same.
    IdentityPolicies lastSeen(IdentityPolicies now) {
        return lastWasStale && stale != null ? stale : now;
    }

    /// The role as the API tells it.
    Role shape() {
        Role.Builder shape =
                Role.builder()
                        .arn(arn)
                        .roleName(name)
                        .roleId(id)
                        .path(path)
                        .description(description)
                        .createDate(created)
                        .maxSessionDuration(maxSessionSeconds)
                        .assumeRolePolicyDocument(IamErrors.encode(trust));
        boundary.ifPresent(policy ->
                shape.permissionsBoundary(
                        AttachedPermissionsBoundary.builder()
                                .permissionsBoundaryType("Policy")
                                .permissionsBoundaryArn(policy)
                                .build()));
        return shape.build();
    }
}
