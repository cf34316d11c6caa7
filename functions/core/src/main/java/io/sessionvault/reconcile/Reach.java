package io.sessionvault.reconcile;

/// How far a reaction to a change in an account may go.
public enum Reach {
    /// Observe and plan; no call that writes.
    LOOK,
    /// Also give roles that run the agent what preferences in force make necessary.
    GRANT,
    /// Also apply the rest of the plan.
    REPAIR;

    /// As far of that as suits the account: one in which nothing of the vault's is left is the
    /// onboarding's to change, and a reaction only gives it what its preferences make necessary already.
    public Reach in(DesiredAccount desired, ObservedAccount observed) {
        return switch (this) {
            case LOOK, GRANT -> this;
            case REPAIR -> NeverGoverned.isWithoutTrace(desired, observed) ? GRANT : REPAIR;
        };
    }
}
