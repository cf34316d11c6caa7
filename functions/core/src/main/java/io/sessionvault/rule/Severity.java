package io.sessionvault.rule;

/// How bad a finding is, in the terms that Security Hub uses.
public enum Severity {
    /// Worth knowing.
    LOW,
    /// Put it right within days.
    MEDIUM,
    /// Put it right today.
    HIGH,
    /// Somebody may be hiding or forging a log: look now.
    CRITICAL
}
