package io.sessionvault.reconcile;

/// What counts as proof that a role can write its logs.
public enum PermissionProof {
    /// IAM's own simulation of the role's policies, boundary and service control policies included.
    SIMULATE,
    /// The logging policy read back from the role. Weaker: it does not see a Deny elsewhere. For
    /// emulators that have no
    /// `iam:SimulatePrincipalPolicy`.
    READ_BACK
}
