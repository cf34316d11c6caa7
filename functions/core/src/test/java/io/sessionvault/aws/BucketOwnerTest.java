package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.ServiceError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class BucketOwnerTest {
    private static final String DENIED =
            "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

    private final FakeHttp http = new FakeHttp();
    private final S3Client s3 =
            FakeHttp.build(http, OwnBuckets.builder(VAULT_ACCOUNT, true), FRANKFURT);

    static void assertOwnerIsSigned(SdkHttpRequest request) {
        assertThat(request.firstMatchingHeader("x-amz-expected-bucket-owner"))
                .contains(VAULT_ACCOUNT.value());
        assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
                .containsPattern("SignedHeaders=[^,]*x-amz-expected-bucket-owner[;,]");
    }

    @Test
    void signsWhoHasToOwnTheBucketInEachCall() {
        http.answer(200, Map.of(), "").answer(200, Map.of(), "").answer(200, Map.of(), "");

        s3.putObject(ask -> ask.bucket("reports").key("k"), RequestBody.fromString("x"));
        s3.getBucketPolicy(ask -> ask.bucket("logs"));
        s3.listObjectsV2(ask -> ask.bucket("logs"));

        assertThat(http.requests).hasSize(3).allSatisfy(BucketOwnerTest::assertOwnerIsSigned);
    }

    @Test
    void tellsOfADenialWhoHasToOwnTheBucket() {
        http.answer(403, Map.of("x-amz-request-id", "r-1"), DENIED);

        assertThatThrownBy(() -> s3.listObjectsV2(ask -> ask.bucket("logs")))
                .isInstanceOfSatisfying(
                        SdkException.class,
                        denied -> {
                            ServiceError error = ServiceErrors.of(denied);
                            assertThat(error.kind()).isEqualTo(ErrorKind.DENIED);
                            assertThat(error.code()).isEqualTo("AccessDenied");
                            assertThat(error.requestId()).contains("r-1");
                            assertThat(denied)
                                    .hasMessageContaining(
                                            "Access Denied; s3://logs must belong to account "
                                                    + VAULT_ACCOUNT);
                        });
        assertThat(http.requests).as("asking again does not help").hasSize(1);
    }

    /// S3 answers `HEAD` by the status alone.
    @Test
    void tellsItAlsoWhereS3SaysNothing() {
        http.answer(403, Map.of(), "");

        assertThatThrownBy(() -> s3.headObject(ask -> ask.bucket("logs").key("k")))
                .hasMessageContaining("s3://logs must belong to account " + VAULT_ACCOUNT);
    }

    @Test
    void leavesOtherRefusalsAlone() {
        http.answer(404, Map.of(), "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");

        assertThatThrownBy(() -> s3.getObjectAsBytes(ask -> ask.bucket("logs").key("k")))
                .isInstanceOf(NoSuchKeyException.class)
                .hasMessageNotContaining("must belong");
    }
}
