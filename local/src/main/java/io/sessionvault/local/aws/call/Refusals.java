package io.sessionvault.local.aws.call;

/// The refusals every service shares, in the words of each protocol.
///
/// Source: "Common Errors" of the services' API references and the S3 list of error codes.
public final class Refusals {
    private Refusals() {}

    /// The caller may not do this.
    public static AwsError denied(Service service, String message) {
        return switch (service.format()) {
            case JSON_1_0, JSON_1_1 -> new AwsError("AccessDeniedException", 400, message);
            case REST_JSON -> new AwsError("AccessDeniedException", 403, message);
            case QUERY, REST_XML -> new AwsError("AccessDenied", 403, message);
            case EC2_QUERY -> new AwsError("UnauthorizedOperation", 403, message);
        };
    }

    /// Too many calls; the caller is to slow down.
    public static AwsError throttled(Service service) {
        return switch (service.format()) {
            case JSON_1_0, JSON_1_1 -> new AwsError("ThrottlingException", 400, "Rate exceeded");
            case REST_JSON -> new AwsError("TooManyRequestsException", 429, "Rate exceeded");
            case QUERY -> new AwsError("Throttling", 400, "Rate exceeded");
            case EC2_QUERY -> new AwsError("RequestLimitExceeded", 503, "Request limit exceeded.");
            case REST_XML -> new AwsError("SlowDown", 503, "Please reduce your request rate.");
        };
    }

    /// The access key or session token is none of ours, or the account may not use the Region.
    public static AwsError unknownCredentials(Service service) {
        return switch (service.format()) {
            case JSON_1_0, JSON_1_1, REST_JSON ->
                    new AwsError(
                            "UnrecognizedClientException",
                            403,
                            "The security token included in the request is invalid.");
            case QUERY ->
                    new AwsError(
                            "InvalidClientTokenId",
                            403,
                            "The security token included in the request is invalid.");
            case EC2_QUERY ->
                    new AwsError(
                            "AuthFailure",
                            401,
                            "AWS was not able to validate the provided access credentials");
            case REST_XML ->
                    new AwsError(
                            "InvalidAccessKeyId",
                            403,
                            "The access key id you provided does not exist in our records.");
        };
    }

    /// The temporary credentials are past their end.
    public static AwsError expiredCredentials(Service service) {
        return switch (service.format()) {
            case JSON_1_0, JSON_1_1, REST_JSON ->
                    new AwsError(
                            "ExpiredTokenException",
                            400,
                            "The security token included in the request is expired");
            case QUERY ->
                    new AwsError(
                            "ExpiredToken",
                            403,
                            "The security token included in the request is expired");
            case EC2_QUERY -> new AwsError("RequestExpired", 400, "Request has expired.");
            case REST_XML -> new AwsError("ExpiredToken", 400, "The provided token has expired.");
        };
    }
}
