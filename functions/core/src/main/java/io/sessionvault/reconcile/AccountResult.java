package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import java.util.NavigableSet;

/// What became of one account.
public sealed interface AccountResult {
    /// The account.
    AccountId account();

    /// Tells whether nothing is left to do for this account. Otherwise it has to be tried again,
    /// until a person is called.
    boolean isSettled();

    /// It was reconciled, completely or not.
    ///
    /// @param reconciliation what was found and done
    /// @param notEnabled Regions that the configuration lists and the account has not enabled
    record Reconciled(Reconciliation reconciliation, NavigableSet<RegionName> notEnabled)
            implements AccountResult {
        @Override
        public AccountId account() {
            return reconciliation.account();
        }

        @Override
        public boolean isSettled() {
            return reconciliation.mode() == Mode.PLAN || reconciliation.isGoverned();
        }
    }

    /// It was not entered.
    sealed interface NotEntered extends AccountResult {}

    /// It is closed, closing, suspended or no member of the organization, and was left alone.
    ///
    /// @param account the account
    /// @param reason which of these
    record LeftAlone(AccountId account, String reason) implements NotEntered {
        @Override
        public boolean isSettled() {
            return true;
        }
    }

    /// It could not be reached, or not yet.
    ///
    /// @param account the account
    /// @param step what was tried, such as the role to assume
    /// @param error what the call answered
    record Unreachable(AccountId account, String step, ServiceError error) implements NotEntered {
        @Override
        public boolean isSettled() {
            return false;
        }
    }
}
