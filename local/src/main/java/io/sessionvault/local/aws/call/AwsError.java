package io.sessionvault.local.aws.call;

import java.util.Map;
import java.util.TreeMap;

/// An operation refuses: the error code, HTTP status and message that the caller will see.
public final class AwsError extends RuntimeException {
    private final String code;
    private final int status;
    private final transient Map<String, String> headers;

    /// @param code the error code without any protocol's prefix, e.g. `InvalidDocument`
    /// @param status the HTTP status, 300 to 599
    /// @param message what is wrong, for a person
    public AwsError(String code, int status, String message) {
        this(code, status, message, Map.of());
    }

    /// @param headers response headers beside those that the protocol sets by itself
    public AwsError(String code, int status, String message, Map<String, String> headers) {
        super(message);
        this.code = code;
        this.status = status;
        this.headers = new TreeMap<>(headers);
    }

    /// The answer to everything the stand-in does not do: HTTP 501, never a success that means nothing.
    ///
    /// @param what the thing that is missing, e.g. `ssm:SendCommand`
    public static AwsError notImplemented(String what) {
        return new AwsError("NotImplemented", 501, "the stand-in does not implement " + what);
    }

    /// A request whose parameters are wrong in a way that no more precise error names.
    public static AwsError validation(String message) {
        return new AwsError("ValidationException", 400, message);
    }

    /// The error code.
    public String code() {
        return code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Response headers of this error alone.
    public Map<String, String> headers() {
        return headers;
    }

    /// The message, which is never absent.
    public String text() {
        return String.valueOf(getMessage());
    }
}
