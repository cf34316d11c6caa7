package io.sessionvault.compliance;

import java.time.Instant;
import java.util.Optional;

/// What the repair switch says.
///
/// @param setting what it says
/// @param since when somebody has set it so; AWS does not tell who
public record SwitchState(RepairSetting setting, Optional<Instant> since) {
    /// In words, such as `paused since 2026-11-28T21:00:00Z`.
    @Override
    public String toString() {
        return setting.text() + since.map(at -> " since " + at).orElse("");
    }
}
