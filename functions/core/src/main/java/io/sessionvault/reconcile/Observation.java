package io.sessionvault.reconcile;

/// What was seen, or why it could not be seen.
///
/// @param <T> what there is to see
public sealed interface Observation<T> {
    /// It was seen.
    ///
    /// @param value what was seen
    /// @param <T> what there is to see
    record Seen<T>(T value) implements Observation<T> {}

    /// It could not be seen.
    ///
    /// @param error what the call answered
    /// @param <T> what there is to see
    record Unseen<T>(ServiceError error) implements Observation<T> {}
}
