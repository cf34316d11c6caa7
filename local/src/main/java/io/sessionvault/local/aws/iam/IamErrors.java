package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.AwsError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The refusals of IAM, and the coding of the documents it returns.
final class IamErrors {
    private IamErrors() {}

    static AwsError noSuchEntity(String message) {
        return new AwsError("NoSuchEntity", 404, message);
    }

    static AwsError alreadyExists(String message) {
        return new AwsError("EntityAlreadyExists", 409, message);
    }

    static AwsError limitExceeded(String message) {
        return new AwsError("LimitExceeded", 409, message);
    }

    static AwsError deleteConflict(String message) {
        return new AwsError("DeleteConflict", 409, message);
    }

    static AwsError unmodifiable(String role) {
        return new AwsError(
                "UnmodifiableEntity",
                400,
                "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS"
                        .formatted(role));
    }

    static AwsError validation(String message) {
        return new AwsError("ValidationError", 400, message);
    }

    /// A name that a user, a group or a role may have.
    ///
    /// @param member the request's member that gives it
    /// @throws AwsError `ValidationError` when it may not
    static String name(String member, @Nullable String given) {
        if (given == null || !given.matches("[\\w+=,.@-]{1,64}")) {
            throw validation("The specified value for %s is invalid: %s".formatted(member, given));
        }
        return given;
    }

    static AwsError invalidMarker(String marker) {
        return validation("Invalid Marker: " + marker);
    }

    /// A policy document as IAM returns it: percent-encoded after RFC 3986.
    static String encode(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
