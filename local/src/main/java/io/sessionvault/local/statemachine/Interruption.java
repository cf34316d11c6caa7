package io.sessionvault.local.statemachine;

/// Where an execution is stopped from outside, as by somebody who stops it or a Region that fails.
/// A state may be one of a map's children, too.
public sealed interface Interruption {
    /// Nowhere.
    record Never() implements Interruption {}

    /// Before anything of a state is done.
    ///
    /// @param state the state's name
    record Before(String state) implements Interruption {}

    /// In the middle of a map. Children that are at work at that moment are stopped, and what they
    /// have done does not count.
    ///
    /// @param map the map's name
    /// @param children how many children have succeeded by then
    record Within(String map, int children) implements Interruption {}

    /// When a state's work is done and its result is not taken yet.
    ///
    /// @param state the state's name
    record BeforeResult(String state) implements Interruption {}
}
