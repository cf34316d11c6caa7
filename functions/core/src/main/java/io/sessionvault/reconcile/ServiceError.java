package io.sessionvault.reconcile;

import java.util.Optional;

/// An AWS call that failed, with what AWS support would ask for.
///
/// @param kind what it means for the caller
/// @param code AWS's error code, or the exception's name when no answer came
/// @param message AWS's message
/// @param requestId AWS's id of the request; empty when no answer came
public record ServiceError(
        ErrorKind kind, String code, String message, Optional<String> requestId) {
    /// What it says on every attempt: the id of the request is another one each time.
    public String withoutRequest() {
        return code + ": " + message;
    }

    @Override
    public String toString() {
        return kind
                + " "
                + code
                + ": "
                + message
                + requestId.map(id -> " (request id " + id + ")").orElse("");
    }
}
