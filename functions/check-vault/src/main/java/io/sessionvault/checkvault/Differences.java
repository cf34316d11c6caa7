package io.sessionvault.checkvault;

import io.sessionvault.log.ForeignText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what differs between settings as they should be and as they are, in words.
final class Differences {
    private final List<String> words = new ArrayList<>();

    /// Compares one value.
    ///
    /// @param found the value as it is; null when there is none
    Differences expect(String name, Object expected, @Nullable Object found) {
        if (!expected.equals(found)) {
            words.add(
                    name
                            + ": expected "
                            + expected
                            + ", found "
                            + (found == null ? "none" : ForeignText.escaped(found.toString())));
        }
        return this;
    }

    /// What differs; empty when nothing does.
    List<String> words() {
        return words;
    }
}
