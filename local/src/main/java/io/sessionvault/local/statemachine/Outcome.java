package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;

/// How an execution ended.
public sealed interface Outcome {
    /// It came to its end.
    ///
    /// @param output what it returned
    record Succeeded(JsonNode output) implements Outcome {}

    /// A state failed, and nothing caught that.
    ///
    /// @param state the state's name
    /// @param error the error's name
    /// @param reason what Step Functions calls its cause
    record Failed(String state, String error, String reason) implements Outcome {}

    /// It was stopped.
    ///
    /// @param state the state that it was in
    record Aborted(String state) implements Outcome {}
}
