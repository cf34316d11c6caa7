package io.sessionvault.aws;

import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.AccountState;
import io.sessionvault.log.Membership;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.ServiceError;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;

class SignedCallsTest {
    private final FakeHttp http = new FakeHttp();
    private final JsonCalls organizations =
            new JsonCalls(
                    new SignedCalls(
                            http,
                            StaticCredentialsProvider.create(
                                    AwsSessionCredentials.create("AKID", "secret", "token")),
                            "organizations",
                            "us-east-1",
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                    .backoffStrategy(BackoffStrategy.retryImmediately())
                                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                    .build()),
                    URI.create("https://organizations.us-east-1.amazonaws.com"),
                    "AWSOrganizationsV20161128");

    @Test
    void signsWhatItSends() {
        http.json(200, "{\"answer\":42}");

        assertThat(organizations.call("DescribeSomething", Map.of("Name", "é")))
                .isEqualTo(Map.of("answer", 42));
        SdkHttpRequest sent = http.requests.getFirst();
        assertThat(http.bodies).containsExactly("{\"Name\":\"é\"}");
        assertThat(sent.firstMatchingHeader("Content-Length")).contains("13");
        assertThat(sent.firstMatchingHeader("X-Amz-Security-Token")).contains("token");
        assertThat(sent.firstMatchingHeader("Authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/us-east-1/organizations/aws4_request")
                .contains("x-amz-target");
    }

    @ParameterizedTest
    @CsvSource({
        "503, ServiceUnavailable",
        "500, InternalFailure",
        "400, ThrottlingException",
        "400, TooManyRequestsException"
    })
    void triesAgainWhatMayPass(int status, String code) {
        http.json(status, error(code)).json(status, error(code)).json(200, "{}");

        assertThat(organizations.call("ListAccounts", Map.of())).isEmpty();
        assertThat(http.requests).hasSize(3);
    }

    @Test
    void givesUpAfterThreeAttempts() {
        for (int i = 0; i < 4; i++) {
            http.json(503, error("ServiceUnavailable"));
        }

        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOf(AwsServiceException.class);
        assertThat(http.requests).hasSize(3);
    }

    @Test
    void triesAgainWhenTheConnectionFails() {
        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("no answer from organizations")
                .hasMessageContaining("connection refused");
        assertThat(http.requests).hasSize(3);
    }

    @Test
    void takesARefusalForFinal() {
        http.json(400, error("com.amazonaws.organizations#AccessDeniedException:http://docs/"));

        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOfSatisfying(
                        SdkException.class,
                        refused -> {
                            ServiceError error = ServiceErrors.of(refused);
                            assertThat(error.kind()).isEqualTo(ErrorKind.DENIED);
                            assertThat(error.code()).isEqualTo("AccessDeniedException");
                            assertThat(error.requestId()).contains("r-1");
                        });
        assertThat(http.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "{", "", "[]"})
    void callsAnAnswerThatIsNotOneOfAwsByItsStatus(String page) {
        http.json(404, page);

        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOfSatisfying(
                        SdkException.class,
                        refused ->
                                assertThat(ServiceErrors.of(refused).code()).isEqualTo("HTTP 404"));
    }

    @Test
    void readsTheErrorsOfS3() {
        http.answer(
                403,
                Map.of("x-amz-request-id", "s3-1"),
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no &amp; no</Message></Error>");

        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOfSatisfying(
                        SdkException.class,
                        refused -> {
                            ServiceError error = ServiceErrors.of(refused);
                            assertThat(error.code()).isEqualTo("AccessDenied");
                            assertThat(error.message()).contains("no & no");
                            assertThat(error.requestId()).contains("s3-1");
                        });
    }

    @Test
    void doesNotTakeAnythingElseForAnOutput() {
        http.json(200, "<html>Welcome</html>");

        assertThatThrownBy(() -> organizations.call("ListAccounts", Map.of()))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("ListAccounts was not answered in JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"State\":\"ACTIVE\",\"Status\":\"SUSPENDED\"', ACTIVE",
        "'\"Status\":\"SUSPENDED\"', SUSPENDED",
        "'\"State\":\"PENDING_CLOSURE\"', PENDING_CLOSURE",
        "'\"State\":\"NEW\"', UNKNOWN",
        "'\"Name\":\"x\"', UNKNOWN"
    })
    void readsTheStateOfAnAccount(String fields, AccountState state) {
        http.json(200, "{\"Account\":{\"Id\":\"222222222222\"," + fields + "}}");

        assertThat(new MemberQuestions(organizations).about(MEMBER))
                .isEqualTo(new Membership.Member(state));
        assertThat(http.bodies).containsExactly("{\"AccountId\":\"222222222222\"}");
        assertThat(http.operations()).containsExactly("DescribeAccount");
    }

    @Test
    void takesAnAccountThatOrganizationsDoesNotKnowForAStranger() {
        http.json(400, error("AccountNotFoundException"));

        assertThat(new MemberQuestions(organizations).about(MEMBER))
                .isEqualTo(new Membership.Stranger());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Account\":null}",
                "{\"Account\":{\"State\":\"ACTIVE\"}}",
                "{\"Account\":{\"Id\":\"333333333333\",\"State\":\"ACTIVE\"}}"
            })
    void doesNotTakeAnAnswerAboutSomethingElseForOne(String answer) {
        http.json(200, answer);

        assertThatThrownBy(() -> new MemberQuestions(organizations).about(MEMBER))
                .isInstanceOf(SdkClientException.class);
    }

    private static String error(String code) {
        return "{\"__type\":\"" + code + "\",\"message\":\"no\"}";
    }
}
