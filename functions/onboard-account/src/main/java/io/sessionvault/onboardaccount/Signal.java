package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.watch.Watch;
import java.util.Optional;

/// What an event asks of the onboarding.
sealed interface Signal {
    /// An account is there and has to be reconciled.
    ///
    /// @param account the account
    /// @param mode how far to go, where a person asks; empty leaves it to the function's setting
    /// @param cause the event, for people to read
    record Appeared(AccountId account, Optional<Mode> mode, String cause) implements Signal {}

    /// A person wants to let an account, or some of its Regions, go.
    ///
    /// @param request what is to be let go
    /// @param confirm what confirms a plan that was answered earlier; empty to see the plan
    record Release(ReleaseRequest request, Optional<String> confirm) implements Signal {}

    /// A person lets an account, or some of its Regions, go on.
    ///
    /// @param account the account
    /// @param scope how much of it
    record Resume(AccountId account, Scope scope) implements Signal {}

    /// An account has joined, and the event may not say which.
    ///
    /// @param account the account, where it could be found in the event
    /// @param cause the event, for people to read
    record Joined(Optional<AccountId> account, String cause) implements Signal {}

    /// An account is gone: recorded, and left alone.
    ///
    /// @param account the account
    /// @param cause the event, for people to read
    record Gone(AccountId account, String cause) implements Signal {}

    /// The vault has switched Regions, and their sessions have to be looked at.
    ///
    /// @param watch the Regions
    record Watched(Watch watch) implements Signal {}

    /// The event is known to ask for nothing.
    ///
    /// @param reason why, for people to read
    record Ignored(String reason) implements Signal {}

    /// It may ask for something, but nobody can tell for what. A person has to look.
    ///
    /// @param name the event
    /// @param reason what it lacks, for people to read
    record Unreadable(String name, String reason) implements Signal {}
}
