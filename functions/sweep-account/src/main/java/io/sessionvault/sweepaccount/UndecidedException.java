package io.sessionvault.sweepaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.ServiceError;

/// Nobody could tell whether an account may be onboarded: the sweep is made again, or the account
/// would be forgotten.
final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecidedException(AccountId account, String what, ServiceError error) {
        super("whether " + account + " may be onboarded cannot be told: " + what + ": " + error);
    }
}
