package io.sessionvault.local.aws.fault;

import io.sessionvault.local.aws.call.CalledOperation;
import java.util.Optional;

/// One call that reached the stand-in, and how it ended.
///
/// @param operation what was called, and where
/// @param principal the caller's ARN; `anonymous` when the credentials were not known
/// @param status the HTTP status of the answer; 0 when the connection was dropped
/// @param errorCode the error code of a refusal
/// @param requestId the id under which it was answered
/// @param expectedBucketOwner the account that has to own the bucket for the call to be answered;
///     empty when the caller did not say so in a header that its signature covers
public record RecordedCall(
        CalledOperation operation,
        String principal,
        int status,
        Optional<String> errorCode,
        String requestId,
        Optional<String> expectedBucketOwner) {

    /// Whether the operation is one that may change something, however it ended.
    public boolean isWrite() {
        return operation.isWrite();
    }
}
