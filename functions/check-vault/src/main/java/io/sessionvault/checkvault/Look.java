package io.sessionvault.checkvault;

import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// A look at one part of the vault. What cannot be looked at is a finding, and the other parts are
/// looked at all the same.
///
/// @param part what is looked at, such as `arn:aws:s3:::session-logs`
/// @param rule what is broken when it differs
record Look(String part, Rule rule) {
    /// Reads the part and judges it.
    ///
    /// @param operation the call that reads it, such as `GetBucketPolicy`
    /// @param absent the error codes that say that there is none
    /// @param nothing what is wrong when there is none
    /// @param read the call
    /// @param judge what is wrong with the answer, in words; empty when nothing is
    <T> List<LocatedFinding> at(
            String operation,
            Set<String> absent,
            String nothing,
            Supplier<T> read,
            Function<T, List<String>> judge) {
        List<String> wrong;
        try {
            wrong = judge.apply(read.get());
        } catch (SdkException failure) {
            if (!isOneOf(absent, failure)) {
                return List.of(unseen(operation, part, ServiceErrors.of(failure)));
            }
            wrong = List.of(nothing);
        }
        return wrong.isEmpty()
                ? List.of()
                : List.of(new LocatedFinding(rule, null, null, part, String.join("; ", wrong)));
    }

    private static boolean isOneOf(Set<String> codes, SdkException failure) {
        return failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && codes.contains(answer.awsErrorDetails().errorCode());
    }

    /// What could not be looked at. The request's id is left out: it changes from run to run.
    static LocatedFinding unseen(String operation, String part, ServiceError error) {
        return new LocatedFinding(
                Rule.VAULT_UNSEEN,
                null,
                null,
                operation + " of " + part,
                operation + " failed: " + error.withoutRequest());
    }
}
