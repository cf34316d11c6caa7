package io.sessionvault.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.compliance.Run;
import java.util.List;

/// Reads the run that the state machine hands to its functions.
public final class RunInput {
    private static final List<String> REQUIRED = List.of("id", "startedAt", "mode", "logs");

    private RunInput() {}

    /// Reads the field `run`.
    ///
    /// @param input what has the field
    /// @throws IllegalArgumentException when there is none, or it lacks something
    /// @throws JsonProcessingException when a value in it is malformed
    public static Run read(JsonNode input) throws JsonProcessingException {
        JsonNode run = input.path("run");
        for (String name : REQUIRED) {
            if (!run.path(name).isTextual()) {
                throw new IllegalArgumentException(
                        "the input has no text run."
                                + name
                                + ": it is no run of the state machine");
            }
        }
        return ComplianceJson.MAPPER.treeToValue(run, Run.class);
    }
}
