package io.sessionvault.local.statemachine;

/// What a map does when its reader finds no item. AWS does not say, so that a run has to bear all of
/// it.
public enum EmptyMap {
    /// It succeeds, and its results' manifest names no file.
    SUCCEEDS,
    /// It succeeds and writes no manifest.
    SUCCEEDS_WITHOUT_MANIFEST,
    /// It fails.
    FAILS
}
