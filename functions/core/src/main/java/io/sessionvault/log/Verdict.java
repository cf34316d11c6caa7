package io.sessionvault.log;

import io.sessionvault.rule.Finding;
import java.util.List;

/// What the judge says of one object. What could not be told is `Undetermined`, never `Compliant`.
public sealed interface Verdict {
    /// A session log that keeps every rule.
    record Compliant() implements Verdict {}

    /// At least one rule is broken.
    ///
    /// @param findings the broken rules, in the order of the catalogue, never empty
    record NonCompliant(List<Finding> findings) implements Verdict {
        /// @throws IllegalArgumentException when there are no findings
        public NonCompliant {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException(
                        "a non-compliant verdict names at least one finding");
            }
        }
    }

    /// The rules do not apply to this object.
    ///
    /// @param reason why
    record NotApplicable(String reason) implements Verdict {}

    /// A fact is missing; the check has to be tried again.
    ///
    /// @param reason which fact, and what stood in the way
    record Undetermined(String reason) implements Verdict {}
}
