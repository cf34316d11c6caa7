package io.sessionvault.checklog;

import com.fasterxml.jackson.databind.JsonNode;

/// Lets a test of all functions reach this one's reader of events.
public final class ArrivalReader {
    private ArrivalReader() {}

    public static void read(JsonNode input) {
        ArrivalEvents.read(input);
    }
}
