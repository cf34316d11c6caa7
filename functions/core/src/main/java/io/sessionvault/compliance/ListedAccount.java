package io.sessionvault.compliance;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import java.util.Objects;

/// An account as Organizations lists it.
///
/// @param id its id
/// @param name its name, which its owners choose freely
/// @param state its state
public record ListedAccount(AccountId id, String name, AccountState state) {
    /// Demands all of it, which JSON does not.
    public ListedAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }
}
