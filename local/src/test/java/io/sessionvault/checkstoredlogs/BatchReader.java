package io.sessionvault.checkstoredlogs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/// Lets a test of all functions reach this one's reader of its input.
public final class BatchReader {
    private BatchReader() {}

    public static void read(JsonNode input) throws JsonProcessingException {
        StoredBatch.read(input);
    }
}
