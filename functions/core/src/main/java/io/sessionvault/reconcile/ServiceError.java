package io.sessionvault.reconcile;

import io.sessionvault.log.ForeignText;
import java.util.Optional;

/// An AWS call that failed, with what AWS support would ask for. Its texts come from outside: they
/// repeat names that somebody chose, so they are kept as plain text.
///
/// @param kind what it means for the caller
/// @param code AWS's error code, or the exception's name when no answer came
/// @param message AWS's message
/// @param requestId AWS's id of the request; empty when no answer came
public record ServiceError(
        ErrorKind kind, String code, String message, Optional<String> requestId) {
    /// Makes the texts plain.
    public ServiceError {
        code = ForeignText.plain(code);
        message = ForeignText.plain(message);
        requestId = requestId.map(ForeignText::plain);
    }

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
