package io.sessionvault.report;

/// Why a part of a run did not finish.
///
/// @param error the error's name, such as `States.Timeout`
/// @param cause what Step Functions or the function says about it; may be empty
public record Failure(String error, String cause) {
    /// The failure in one line.
    public String text() {
        return cause.isBlank() ? error : error + ": " + cause;
    }
}
