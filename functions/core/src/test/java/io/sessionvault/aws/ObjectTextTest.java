package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

class ObjectTextTest {
    private final FakeHttp http = new FakeHttp();
    private final ObjectText objects =
            new ObjectText(
                    new SignedCalls(
                            http,
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("id", "secret")),
                            "s3",
                            "eu-central-1",
                            DefaultRetryStrategy.doNotRetry()),
                    VAULT_ACCOUNT,
                    FRANKFURT,
                    Optional.empty());

    @Test
    void readsAnObjectOfABucketThatHasToBelongToTheVault() {
        http.answer(200, Map.of(), "{\"é\":1}");

        assertThat(objects.get("reports", "members.json")).contains("{\"é\":1}");
        SdkHttpRequest get = http.requests.getFirst();
        assertThat(get.method()).isEqualTo(SdkHttpMethod.GET);
        assertThat(get.host()).isEqualTo("reports.s3.eu-central-1.amazonaws.com");
        assertThat(get.encodedPath()).isEqualTo("/members.json");
        assertThat(get.firstMatchingHeader("x-amz-expected-bucket-owner"))
                .contains(VAULT_ACCOUNT.value());
    }

    @Test
    void findsNoneWhereThereIsNone() {
        http.answer(404, Map.of(), "<Error><Code>NoSuchKey</Code></Error>");

        assertThat(objects.get("reports", "members.json")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 500, 503})
    void doesNotTakeARefusalForNone(int status) {
        http.answer(status, Map.of(), "<Error><Code>Refused</Code></Error>");

        assertThatThrownBy(() -> objects.get("reports", "members.json"))
                .isInstanceOf(SdkException.class);
    }
}
