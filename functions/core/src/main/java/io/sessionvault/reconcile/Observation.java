package io.sessionvault.reconcile;

import java.util.function.Function;

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

    /// A part of what was seen, or the same reason.
    ///
    /// @param <R> the part
    default <R> Observation<R> map(Function<? super T, ? extends R> part) {
        return switch (this) {
            case Seen<T>(T value) -> new Seen<>(part.apply(value));
            case Unseen<T>(ServiceError error) -> new Unseen<>(error);
        };
    }
}
