package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import java.util.List;

/// What a reconciliation of one account found and did.
///
/// @param account the account
/// @param mode how far it went
/// @param plan the plan before the first change
/// @param outcomes what became of the changes, in the order in which they were tried
/// @param remaining the plan after the last change; empty is the proof that the account is governed
/// @param seen the account after the last change, as the remaining plan was made of it
public record Reconciliation(
        AccountId account,
        Mode mode,
        Plan plan,
        List<Outcome> outcomes,
        Plan remaining,
        ObservedAccount seen) {
    /// Copies the outcomes.
    public Reconciliation {
        outcomes = List.copyOf(outcomes);
    }

    /// The same with something more to know.
    public Reconciliation with(Notice notice) {
        return new Reconciliation(
                account, mode, plan.with(notice), outcomes, remaining.with(notice), seen);
    }

    /// Tells whether the account is governed: observed again after the last change, and nothing was
    /// left to do.
    public boolean isGoverned() {
        return remaining.isEmpty();
    }
}
