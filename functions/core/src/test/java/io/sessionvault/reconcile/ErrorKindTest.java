package io.sessionvault.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorKindTest {
    @ParameterizedTest
    @CsvSource({
        "AccessDenied,                   403, DENIED",
        "AccessDeniedException,          400, DENIED",
        "UnauthorizedOperation,          403, DENIED",
        "SomethingNew,                   401, DENIED",
        "SomethingNew,                   403, DENIED",
        "SignatureDoesNotMatch,          403, DENIED",
        "InvalidDocument,                400, STALE",
        "InvalidDocumentVersion,         400, STALE",
        "DocumentAlreadyExists,          400, STALE",
        "DuplicateDocumentContent,       400, STALE",
        "EntityAlreadyExists,            409, STALE",
        "NoSuchEntity,                   404, STALE",
        "DeleteConflict,                 409, STALE",
        "ConcurrentModification,         409, STALE",
        "ConcurrentModificationException,400, STALE",
        "AlreadyExistsException,         400, STALE",
        "KMSInvalidStateException,       400, STALE",
        "DisabledException,              400, STALE",
        "NotFoundException,              400, STALE",
        "Throttling,                     400, TRANSIENT",
        "ThrottlingException,            400, TRANSIENT",
        "TooManyRequestsException,       400, TRANSIENT",
        "TooManyUpdates,                 400, TRANSIENT",
        "RequestLimitExceeded,           503, TRANSIENT",
        "OptInRequired,                  403, TRANSIENT",
        "SubscriptionRequiredException,  400, TRANSIENT",
        "UnrecognizedClientException,    400, TRANSIENT",
        "InvalidClientTokenId,           403, TRANSIENT",
        "ExpiredToken,                   400, TRANSIENT",
        "InternalServerError,            500, TRANSIENT",
        "ServiceUnavailable,             503, TRANSIENT",
        "ChildNotFoundException,         400, TRANSIENT",
        "TargetNotFoundException,        400, TRANSIENT",
        "DependencyTimeoutException,     400, TRANSIENT",
        "KMSInternalException,           400, TRANSIENT",
        "SomethingNew,                   500, TRANSIENT",
        "SomethingNew,                   429, TRANSIENT",
        "SdkClientException,               0, TRANSIENT",
        "LimitExceeded,                  409, REJECTED",
        "DocumentVersionLimitExceeded,   400, REJECTED",
        "MaxDocumentSizeExceeded,        400, REJECTED",
        "InvalidDocumentContent,         400, REJECTED",
        "MalformedPolicyDocument,        400, REJECTED",
        "MalformedPolicyDocumentException,400, REJECTED",
        "LimitExceededException,         400, REJECTED",
        "UnsupportedOperationException,  400, REJECTED",
        "InvalidAliasNameException,      400, REJECTED",
        "ValidationException,            400, REJECTED",
        "HTTP 404,                       404, REJECTED"
    })
    void sortsErrorsByWhatTheCallerCanDo(String code, int status, ErrorKind kind) {
        assertThat(ErrorKind.of(code, status)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedFault, 400, DENIED",
        "ThrottlingFault,   400, TRANSIENT",
        "InternalServerErrorFault, 400, TRANSIENT",
        "Fault,             400, REJECTED"
    })
    void readsCodesThatEndInFault(String code, int status, ErrorKind kind) {
        assertThat(ErrorKind.of(code, status)).isEqualTo(kind);
    }
}
