package io.sessionvault.local.statemachine;

import java.util.List;

/// Which errors of a state do not end the execution.
///
/// @param errors the errors' names
/// @param resultPath where the error goes to in the state's input
/// @param next the state that comes next
record Catcher(List<String> errors, ReferencePath resultPath, String next) {
    /// Copies the names.
    Catcher {
        errors = List.copyOf(errors);
    }

    static Catcher read(Fields fields) {
        Catcher catcher =
                new Catcher(
                        fields.texts("ErrorEquals"),
                        fields.optionalText("ResultPath")
                                .map(path -> ReferencePath.of(fields.place(), path))
                                .orElse(ReferencePath.ROOT),
                        fields.text("Next"));
        fields.end();
        return catcher;
    }
}
