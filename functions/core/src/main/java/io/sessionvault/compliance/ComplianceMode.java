package io.sessionvault.compliance;

/// What the stack was deployed for.
public enum ComplianceMode {
    /// To look at accounts.
    OBSERVE,
    /// To repair them, too.
    ENFORCE
}
