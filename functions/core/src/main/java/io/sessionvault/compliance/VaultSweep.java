package io.sessionvault.compliance;

import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found out about the vault itself.
///
/// @param findings the broken rules
/// @param isListed whether the bucket could be listed up to its first object
/// @param firstObject the key of the bucket's first object that was there when the run began and is
///     still; null when there is none, or the bucket could not be listed
public record VaultSweep(
        List<LocatedFinding> findings, boolean isListed, @Nullable String firstObject) {
    /// Copies the findings.
    public VaultSweep {
        findings = List.copyOf(findings);
    }
}
