package io.sessionvault.listaccounts;

/// What the stack was deployed for.
enum ComplianceMode {
    /// To look at accounts.
    OBSERVE,
    /// To repair them, too.
    ENFORCE
}
