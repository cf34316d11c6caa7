package io.sessionvault.reconcile;

/// The session key in one Region.
public sealed interface SessionKey {
    /// The Region has none.
    record Absent() implements SessionKey {}

    /// The Region has it.
    ///
    /// @param state what state it is in
    record Present(KeyState state) implements SessionKey {}

    /// Tells whether sessions can be encrypted with it.
    default boolean isUsable() {
        return switch (this) {
            case Absent() -> false;
            case Present(KeyState state) -> state.isUsable();
        };
    }
}
