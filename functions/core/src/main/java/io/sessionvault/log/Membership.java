package io.sessionvault.log;

import io.sessionvault.account.AccountState;

/// What the organization says about the account in an object's prefix.
public sealed interface Membership {
    /// The account belongs to the organization.
    ///
    /// @param state its state when last listed
    record Member(AccountState state) implements Membership {}

    /// The organization has no such account.
    record Stranger() implements Membership {}

    /// The organization could not be asked.
    ///
    /// @param reason what stood in the way
    record Unknown(String reason) implements Membership {}
}
