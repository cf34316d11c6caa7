package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.AwsError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

    static AwsError validation(String message) {
        return new AwsError("ValidationError", 400, message);
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
