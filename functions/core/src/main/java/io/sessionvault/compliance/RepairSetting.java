package io.sessionvault.compliance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the repair switch can say.
public enum RepairSetting {
    /// Nothing is held back.
    ON,
    /// Runs repair nothing; accounts that appear are onboarded.
    OFF,
    /// Nothing is changed in any account.
    PAUSED;

    /// Reads the parameter's value; empty when it is none of the three, exactly as they are written.
    public static Optional<RepairSetting> of(String text) {
        return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /// As the parameter has it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
