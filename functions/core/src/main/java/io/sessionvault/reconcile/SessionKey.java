package io.sessionvault.reconcile;

/// The session key in one Region.
public sealed interface SessionKey {
    /// The Region has none.
    record Absent() implements SessionKey {}

    /// The Region has it.
    ///
    /// @param state what state it is in
    record Present(KeyState state) implements SessionKey {}

    /// The Region has it, and its policy does not let the account use it.
    ///
    /// @param refusal what it does not let the account do, and why
    record Closed(String refusal) implements SessionKey {}

    /// Tells whether sessions can be encrypted with it.
    default boolean isUsable() {
        return switch (this) {
            case Absent(), Closed _ -> false;
            case Present(KeyState state) -> state.isUsable();
        };
    }
}
