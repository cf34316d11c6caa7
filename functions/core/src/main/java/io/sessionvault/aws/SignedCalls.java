package io.sessionvault.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// Calls one AWS service in one Region with the SDK's transport, signer, credentials and retry
/// strategy, but without its service client, which costs more than the call itself. For the few
/// operations that the check of a log makes for each log, and for a service of which two reads are
/// needed; everything else has a service client.
///
/// Source: docs/decisions/0020.
public final class SignedCalls {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final String signingName;
    private final String signingRegion;
    private final RetryStrategy retries;

    /// @param http the transport, which limits how long an answer may take
    /// @param credentials whose credentials to sign with
    /// @param signingName the service's name in signatures, such as `s3`
    /// @param signingRegion the Region's name in signatures
    /// @param retries which failures are tried again, and when
    public SignedCalls(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            String signingName,
            String signingRegion,
            RetryStrategy retries) {
        this.http = http;
        this.credentials = credentials;
        this.signingName = signingName;
        this.signingRegion = signingRegion;
        this.retries = retries;
    }

    SignedCalls(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            String signingName,
            String signingRegion) {
        this(
                http,
                credentials,
                signingName,
                signingRegion,
                AwsRetryStrategy.standardRetryStrategy());
    }

    /// What a service answered.
    ///
    /// @param head status and headers
    /// @param body the content; empty where there is none
    record Answer(SdkHttpResponse head, String body) {
        /// A header's value; empty when there is no such header.
        Optional<String> header(String name) {
            return head.firstMatchingHeader(name);
        }
    }

    /// Sends a request, again after failures that may pass.
    ///
    /// @param request the request without signature
    /// @param body its content; empty for none
    /// @throws software.amazon.awssdk.awscore.exception.AwsServiceException when the service refuses
    /// @throws SdkException when it does not answer
    Answer send(SdkHttpRequest request, String body) {
        AcquireInitialTokenResponse begun =
                retries.acquireInitialToken(AcquireInitialTokenRequest.create(signingName));
        RetryToken token = begun.token();
        pause(begun.delay());
        while (true) {
            try {
                Answer answer = sendOnce(request, body);
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return answer;
            } catch (SdkException failure) {
                RefreshRetryTokenResponse again = orGiveUp(token, failure);
                token = again.token();
                pause(again.delay());
            }
        }
    }

    private RefreshRetryTokenResponse orGiveUp(RetryToken token, SdkException failure) {
        try {
            return retries.refreshRetryToken(
                    RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
        } catch (TokenAcquisitionFailedException noFurtherAttempt) {
            throw failure;
        }
    }

    private Answer sendOnce(SdkHttpRequest request, String body) {
        SignedRequest signed =
                SIGNER.sign(sign -> {
                    sign.identity(credentials.resolveCredentials())
                            .request(request)
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signingName)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, signingRegion)
                            // S3 signs the path as it stands; the other services have none.
                            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
                    if (!body.isEmpty()) {
                        sign.payload(() ->
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
                    }
                });
        HttpExecuteRequest.Builder sent = HttpExecuteRequest.builder().request(signed.request());
        signed.payload().ifPresent(sent::contentStreamProvider);
        Answer answer = execute(sent.build());
        if (!answer.head().isSuccessful()) {
            throw ErrorAnswer.exception(signingName, answer);
        }
        return answer;
    }

    private Answer execute(HttpExecuteRequest request) {
        try {
            HttpExecuteResponse response = http.prepareRequest(request).call();
            Optional<AbortableInputStream> body = response.responseBody();
            return new Answer(response.httpResponse(), body.isPresent() ? text(body.get()) : "");
        } catch (IOException noAnswer) {
            throw SdkClientException.create(
                    "no answer from " + signingName + ": " + noAnswer, noAnswer);
        }
    }

    private static String text(InputStream body) throws IOException {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void pause(Duration delay) {
        if (delay.isPositive()) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted while waiting for AWS", stopped);
            }
        }
    }
}
