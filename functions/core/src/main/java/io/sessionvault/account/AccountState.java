package io.sessionvault.account;

/// Where an account of the organization is in its life.
///
/// Source: Organizations API reference, data type `Account`, member `State`; it replaces `Status`,
/// which AWS retired on 2026-09-09.
public enum AccountState {
    /// Created, not usable yet.
    PENDING_ACTIVATION,
    /// In use.
    ACTIVE,
    /// Suspended by AWS.
    SUSPENDED,
    /// Its closure was requested; it goes for good after 90 days.
    PENDING_CLOSURE,
    /// Closed.
    CLOSED,
    /// Organizations gave no state, or one that this version does not know.
    UNKNOWN;

    /// The state of a name that Organizations gave; [#UNKNOWN] for one that is not among these.
    public static AccountState of(String name) {
        for (AccountState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
