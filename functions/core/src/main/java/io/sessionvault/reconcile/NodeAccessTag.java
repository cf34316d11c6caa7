package io.sessionvault.reconcile;

import java.util.Map;

/// The tag without which just-in-time node access refuses to encrypt sessions with a key.
///
/// Source: Systems Manager user guide, "Just-in-time node access using Systems Manager", session
/// preferences.
public final class NodeAccessTag {
    /// Its name.
    public static final String NAME = "SystemsManagerJustInTimeNodeAccessManaged";

    /// Its value.
    public static final String VALUE = "true";

    private NodeAccessTag() {}

    /// Tells whether the tag is among some.
    public static boolean isIn(Map<String, String> tags) {
        return VALUE.equals(tags.get(NAME));
    }
}
