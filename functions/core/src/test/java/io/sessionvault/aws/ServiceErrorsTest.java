package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class ServiceErrorsTest {
    @Test
    void keepsCodeMessageAndRequestIdOfAnAnswer() {
        SsmException denied =
                (SsmException)
                        SsmException.builder()
                                .statusCode(400)
                                .requestId("r-1")
                                .awsErrorDetails(
                                        AwsErrorDetails.builder()
                                                .errorCode("AccessDeniedException")
                                                .errorMessage("not you")
                                                .build())
                                .build();

        assertThat(ServiceErrors.of(denied))
                .isEqualTo(
                        new ServiceError(
                                ErrorKind.DENIED,
                                "AccessDeniedException",
                                "not you",
                                Optional.of("r-1")))
                .hasToString("DENIED AccessDeniedException: not you (request id r-1)");
    }

    @Test
    void namesTheStatusOfAnAnswerWithoutCode() {
        SsmException bare = (SsmException) SsmException.builder().statusCode(503).build();
        SsmException emptyCode =
                (SsmException)
                        SsmException.builder()
                                .statusCode(404)
                                .awsErrorDetails(AwsErrorDetails.builder().errorCode("").build())
                                .build();

        assertThat(ServiceErrors.of(bare).kind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(ServiceErrors.of(bare).code()).isEqualTo("HTTP 503");
        assertThat(ServiceErrors.of(bare).requestId()).isEmpty();
        assertThat(ServiceErrors.of(emptyCode).kind()).isEqualTo(ErrorKind.REJECTED);
        assertThat(ServiceErrors.of(emptyCode).code()).isEqualTo("HTTP 404");
        assertThat(ServiceErrors.of(bare)).hasToString("TRANSIENT HTTP 503: no message");
        assertThat(ServiceErrors.of(emptyCode)).hasToString("REJECTED HTTP 404: no message");
    }

    @Test
    void takesAMissingAnswerForSomethingThatPasses() {
        assertThat(ServiceErrors.of(SdkClientException.create("connection refused")))
                .isEqualTo(
                        new ServiceError(
                                ErrorKind.TRANSIENT,
                                "SdkClientException",
                                "connection refused",
                                Optional.empty()));
        assertThat(ServiceErrors.of(ApiCallTimeoutException.create(1)).kind())
                .isEqualTo(ErrorKind.TRANSIENT);
    }

    @Test
    void observesAValueOrAnErrorAndLetsBugsThrough() {
        assertThat(ServiceErrors.observe(() -> "seen")).isEqualTo(new Observation.Seen<>("seen"));
        assertThat(
                        ServiceErrors.observe(() -> {
                            throw SdkClientException.create("down");
                        }))
                .isInstanceOf(Observation.Unseen.class);
        assertThatThrownBy(() ->
                        ServiceErrors.observe(() -> {
                            throw new IllegalStateException("a bug");
                        }))
                .isInstanceOf(IllegalStateException.class);
    }
}
