package io.sessionvault.compliance;

import io.sessionvault.rule.LocatedFinding;
import java.util.List;

/// What was found out about the vault itself.
///
/// @param findings the broken rules
public record VaultSweep(List<LocatedFinding> findings) {
    /// Copies the findings.
    public VaultSweep {
        findings = List.copyOf(findings);
    }
}
