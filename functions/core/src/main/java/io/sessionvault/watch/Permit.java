package io.sessionvault.watch;

/// Whether the vault may go back by itself.
public sealed interface Permit {
    /// It may.
    record Granted() implements Permit {}

    /// People do not want it, for now or at all.
    ///
    /// @param reason where they said so
    record Refused(String reason) implements Permit {}

    /// Nobody can tell, so it waits and is asked again.
    ///
    /// @param reason what could not be read
    record Unknown(String reason) implements Permit {}
}
