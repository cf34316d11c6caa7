package io.sessionvault.compliance;

import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found out about the vault itself.
///
/// @param findings the broken rules
/// @param isListed whether the bucket could be listed up to its first object
/// @param isEmpty whether it was listed and there was no object that a batch can have been given
/// @param firstObject the key with which the first batch of stored logs has to begin, or with one
///     before it: the bucket's first object that has been there all the time; null when there is none,
///     or the bucket could not be listed
/// @param reactions how changes in accounts were followed; null where the vault does not
public record VaultSweep(
        List<LocatedFinding> findings,
        boolean isListed,
        boolean isEmpty,
        @Nullable String firstObject,
        @Nullable ReactionTimes reactions) {
    /// Copies the findings.
    public VaultSweep {
        findings = List.copyOf(findings);
    }

    /// A bucket whose objects have all been there all the time.
    public VaultSweep(
            List<LocatedFinding> findings, boolean isListed, @Nullable String firstObject) {
        this(findings, isListed, isListed && firstObject == null, firstObject, null);
    }
}
