package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;

/// Errors as Step Functions tells them.
final class StepError {
    private static final int LONGEST_CAUSE = 500;

    private StepError() {}

    /// The failure of a state. Of a function's error, whose cause is a JSON text with a stack trace,
    /// the message is kept.
    ///
    /// Source: Step Functions developer guide, "Handling errors": the cause of `Lambda.Unknown` and
    /// of a function's own errors.
    static Failure failure(String error, String cause) {
        String message = message(cause);
        return new Failure(
                error,
                message.length() <= LONGEST_CAUSE
                        ? message
                        : message.substring(0, LONGEST_CAUSE) + "...");
    }

    private static String message(String cause) {
        try {
            JsonNode json = ComplianceJson.MAPPER.readTree(cause);
            return json.path("errorMessage").asText(cause);
        } catch (JsonProcessingException plain) {
            return cause;
        }
    }
}
