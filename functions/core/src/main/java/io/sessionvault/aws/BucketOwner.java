package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Has S3 answer only where the bucket belongs to one account: a bucket of the same name that is
/// somebody else's gets nothing and tells nothing. S3 refuses such a call with 403.
///
/// Source: S3 user guide, "Verifying bucket ownership with bucket owner condition".
final class BucketOwner implements ExecutionInterceptor {
    private static final String HEADER = "x-amz-expected-bucket-owner";
    private static final int FORBIDDEN = 403;

    private final AccountId account;

    /// @param account whose bucket it has to be
    BucketOwner(AccountId account) {
        this.account = account;
    }

    /// Puts the condition on a request, before it is signed.
    void require(SdkHttpRequest.Builder request) {
        request.putHeader(HEADER, account.value());
    }

    /// What has to be true of a bucket, for people to read.
    String condition(String bucket) {
        return "s3://" + bucket + " must belong to account " + account;
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.httpRequest().copy(this::require);
    }

    /// S3 says "Access Denied" and not why, so each refusal tells the condition.
    @Override
    public Throwable modifyException(
            Context.FailedExecution context, ExecutionAttributes attributes) {
        if (!(context.exception() instanceof AwsServiceException refused)
                || refused.statusCode() != FORBIDDEN) {
            return context.exception();
        }
        String bucket =
                context.request().getValueForField("Bucket", String.class).orElse("the bucket");
        @Nullable AwsErrorDetails known = refused.awsErrorDetails();
        AwsErrorDetails details = known == null ? AwsErrorDetails.builder().build() : known;
        String told =
                Objects.requireNonNullElse(details.errorMessage(), "refused")
                        + "; "
                        + condition(bucket);
        return refused.toBuilder()
                .message(told)
                .awsErrorDetails(details.toBuilder().errorMessage(told).build())
                .build();
    }
}
