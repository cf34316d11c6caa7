package io.sessionvault.sweep;

import java.time.Instant;

/// An object of the vault as a listing shows it.
///
/// @param key its key, verbatim
/// @param lastModified when it was written
public record StoredLog(String key, Instant lastModified) {}
