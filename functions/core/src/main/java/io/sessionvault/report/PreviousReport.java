package io.sessionvault.report;

import io.sessionvault.report.Report.ReportedFinding;
import java.util.List;

/// The report of the run before.
public sealed interface PreviousReport {
    /// There was no run before.
    record None() implements PreviousReport {}

    /// What was open after it.
    ///
    /// @param findings every single finding
    record Known(List<ReportedFinding> findings) implements PreviousReport {
        /// Copies the list.
        public Known {
            findings = List.copyOf(findings);
        }
    }

    /// There should be one, and it cannot be read.
    ///
    /// @param key where it should be
    /// @param reason what is wrong with it
    record Unreadable(String key, String reason) implements PreviousReport {}
}
