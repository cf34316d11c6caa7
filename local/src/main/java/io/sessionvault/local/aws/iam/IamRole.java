package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.policy.IdentityPolicies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Role;

/// A role, as it is now.
final class IamRole extends PolicyHolder {
    /// The paths of roles that only AWS changes.
    ///
    /// Source: IAM user guide, "Create a service-linked role"; IAM Identity Center user guide,
    /// "Referencing permission sets in resource policies".
    static final List<String> PROTECTED = List.of("/aws-reserved/", "/aws-service-role/");

    final String trust;
    final int maxSessionSeconds;
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
        super(arn, path, id, created);
        this.trust = trust;
        this.maxSessionSeconds = maxSessionSeconds;
        this.description = description;
    }

    @Override
    void requireModifiable() {
        if (PROTECTED.stream().anyMatch(path::startsWith)) {
            throw IamErrors.unmodifiable(name);
        }
    }

    @Override
    int mostInlineCharacters() {
        return 10_240;
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
        return Role.builder()
                .arn(arn)
                .roleName(name)
                .roleId(id)
                .path(path)
                .description(description)
                .createDate(created)
                .maxSessionDuration(maxSessionSeconds)
                .assumeRolePolicyDocument(IamErrors.encode(trust))
                .permissionsBoundary(boundaryShape().orElse(null))
                .tags(tagShapes())
                .build();
    }
}
