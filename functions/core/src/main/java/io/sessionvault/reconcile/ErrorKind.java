package io.sessionvault.reconcile;

import java.util.Set;

/// What an error of an AWS call means for the caller.
public enum ErrorKind {
    /// Likely to go away by itself: try later.
    TRANSIENT,
    /// The world changed since it was observed: observe again.
    STALE,
    /// Not allowed, or not allowed yet.
    DENIED,
    /// AWS refuses the request as it is: somebody has to change something.
    REJECTED;

    private static final Set<String> DENIALS =
            Set.of(
                    "AccessDenied",
                    "AccessDeniedException",
                    "UnauthorizedOperation",
                    "Forbidden",
                    "UnauthorizedAccess");

    /// Codes that tell of a change by somebody else between observing and writing. KMS names a
    /// key's state only in words (`Creating` passes, `Disabled` does not), so what its state codes
    /// mean is for the next observation to tell.
    private static final Set<String> CONFLICTS =
            Set.of(
                    "AlreadyExistsException",
                    "ConcurrentModification",
                    "ConcurrentModificationException",
                    "ConditionalRequestConflict",
                    "DeleteConflict",
                    "DisabledException",
                    "DocumentAlreadyExists",
                    "DuplicateDocumentContent",
                    "DuplicateDocumentVersionName",
                    "EntityAlreadyExists",
                    "EntityTemporarilyUnmodifiable",
                    "InvalidDocument",
                    "InvalidDocumentVersion",
                    "KMSInvalidStateException",
                    "NoSuchEntity",
                    "NotFoundException",
                    "PreconditionFailed");

    /// Codes with a 4xx status that nevertheless pass: throttling, and a young account, which
    /// Organizations does not find in its tree yet, or a Region just opted in.
    private static final Set<String> PASSING =
            Set.of(
                    "ChildNotFoundException",
                    "DependencyTimeoutException",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InternalServerError",
                    "InvalidClientTokenId",
                    "KMSInternalException",
                    "OptInRequired",
                    "PriorRequestNotComplete",
                    "RequestExpired",
                    "RequestLimitExceeded",
                    "RequestTimeout",
                    "SlowDown",
                    "SubscriptionRequiredException",
                    "TargetNotFoundException",
                    "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "TooManyRequestsException",
                    "TooManyUpdates",
                    "UnrecognizedClientException");

    /// Sorts an error by its code, and by its HTTP status where the code says nothing.
    ///
    /// Source: common errors of the IAM, KMS, S3, SSM and STS API references.
    ///
    /// @param code AWS's error code, such as `ThrottlingException`
    /// @param httpStatus the answer's status, 0 when no answer came
    public static ErrorKind of(String code, int httpStatus) {
        String name =
                code.endsWith("Fault") ? code.substring(0, code.length() - "Fault".length()) : code;
        if (DENIALS.contains(name)) {
            return DENIED;
        }
        if (CONFLICTS.contains(name)) {
            return STALE;
        }
        if (PASSING.contains(name) || httpStatus == 0 || httpStatus == 429 || httpStatus >= 500) {
            return TRANSIENT;
        }
        return httpStatus == 401 || httpStatus == 403 ? DENIED : REJECTED;
    }
}
