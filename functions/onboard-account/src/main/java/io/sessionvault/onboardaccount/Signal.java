package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Mode;
import java.util.Optional;

/// What an event asks of the onboarding.
sealed interface Signal {
    /// An account is there and has to be reconciled.
    ///
    /// @param account the account
    /// @param mode how far to go; empty leaves it to the function's setting
    /// @param cause the event, for people to read
    record Appeared(AccountId account, Optional<Mode> mode, String cause) implements Signal {}

    /// An account is gone: recorded, and left alone.
    ///
    /// @param account the account
    /// @param cause the event, for people to read
    record Gone(AccountId account, String cause) implements Signal {}

    /// The event asks for nothing.
    ///
    /// @param reason why, for people to read
    record Ignored(String reason) implements Signal {}
}
