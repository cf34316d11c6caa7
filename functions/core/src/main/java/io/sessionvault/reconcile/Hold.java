package io.sessionvault.reconcile;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/// Why the vault leaves an account or a Region alone that it would govern.
///
/// @param since when it began
/// @param reason why
/// @param by who did it, as far as it is known, such as `request 3f0c...`
public record Hold(Instant since, Reason reason, String by) {
    /// Demands all of it, which JSON does not.
    public Hold {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
    }

    /// Why.
    public enum Reason {
        /// A person has let it go.
        RELEASED,
        /// The vault went back by itself, because sessions failed after a switch.
        ROLLED_BACK;

        /// The reason in words.
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// Since when, why, and by whom.
    @Override
    public String toString() {
        return "since " + since + ": " + reason.words() + " by " + by;
    }
}
