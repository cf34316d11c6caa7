package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;

/// Lets a test of all functions reach this one's reader of events.
public final class LifecycleReader {
    private LifecycleReader() {}

    public static void read(JsonNode input) {
        LifecycleEvents.read(input);
    }
}
