package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import java.util.List;
import java.util.Optional;

/// What became of a request to let an account go, or to let it go on.
public sealed interface ReleaseResult {
    /// It was reconciled after it was let go on, or was not entered.
    ///
    /// @param result which of these
    record Visited(AccountResult result) implements ReleaseResult {}

    /// It asks for what there is not.
    ///
    /// @param account the account
    /// @param reason which field, and what is wrong with it
    record Refused(AccountId account, String reason) implements ReleaseResult {}

    /// Nothing was changed.
    ///
    /// @param account the account
    /// @param plan what the release would do
    /// @param confirm what confirms exactly this plan
    /// @param unfit the confirmation that came with the request, and is of another plan
    record Planned(AccountId account, ReleasePlan plan, String confirm, Optional<String> unfit)
            implements ReleaseResult {}

    /// It was let go, completely or not.
    ///
    /// @param account the account
    /// @param plan the plan before the first change
    /// @param outcomes what became of the changes, in the order in which they were tried
    /// @param remaining the plan after the last change; empty is the proof that it was let go
    record Done(AccountId account, ReleasePlan plan, List<Outcome> outcomes, ReleasePlan remaining)
            implements ReleaseResult {
        /// Copies the outcomes.
        public Done {
            outcomes = List.copyOf(outcomes);
        }
    }
}
