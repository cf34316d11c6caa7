package io.sessionvault.settings;

/// A setting that is `on` or `off`.
public enum Switch {
    /// It is on.
    ON,
    /// It is off.
    OFF
}
