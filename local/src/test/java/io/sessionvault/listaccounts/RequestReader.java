package io.sessionvault.listaccounts;

import com.fasterxml.jackson.databind.JsonNode;

/// Lets a test of all functions reach this one's reader of its input.
public final class RequestReader {
    private RequestReader() {}

    public static void read(JsonNode input) {
        RunRequest.read(input);
    }
}
