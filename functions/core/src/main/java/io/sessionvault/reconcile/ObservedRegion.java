package io.sessionvault.reconcile;

import java.util.Map;
import java.util.Optional;

/// One Region of an account, as far as session logging touches it.
///
/// @param preferences the document `SSM-SessionManagerRunShell`
/// @param sessionKey the session key, which an account that does not own it needs to know only
///     before its preferences are switched; empty when it was not looked at
/// @param hostManagement the value of the Default Host Management setting; empty when it was not
///     looked for
public record ObservedRegion(
        Observation<Preferences> preferences,
        Optional<Observation<SessionKey>> sessionKey,
        Optional<Observation<String>> hostManagement) {

    /// The preferences document.
    public sealed interface Preferences {
        /// There is none: nobody has saved preferences in this Region yet.
        record Absent() implements Preferences {}

        /// It can be read.
        ///
        /// @param content the newest version's content, as parsed JSON
        /// @param newestVersion the newest version's number
        /// @param defaultVersion the default version's number
        record Present(Map<String, Object> content, String newestVersion, String defaultVersion)
                implements Preferences {}

        /// It is there and is not a Session document in JSON.
        ///
        /// @param reason what is wrong with it
        record Unusable(String reason) implements Preferences {}
    }
}
