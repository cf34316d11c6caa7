package io.sessionvault.report;

/// The report of the run before.
public sealed interface PreviousReport {
    /// There was no run before.
    record None() implements PreviousReport {}

    /// The report.
    ///
    /// @param report what it said
    record Known(Report report) implements PreviousReport {}

    /// There should be one, and it cannot be read.
    ///
    /// @param key where it should be
    /// @param reason what is wrong with it
    record Unreadable(String key, String reason) implements PreviousReport {}
}
