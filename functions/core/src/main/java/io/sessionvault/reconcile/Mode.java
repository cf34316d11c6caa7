package io.sessionvault.reconcile;

/// How far a reconciliation goes.
public enum Mode {
    /// Observe and plan; no call that writes.
    PLAN,
    /// Observe, plan and apply.
    APPLY
}
