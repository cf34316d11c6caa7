package io.sessionvault.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class FunctionConfigurationTest {
    private static final String FUNCTION =
            "arn:aws:lambda:us-east-1:310987654321:function:CheckLog";

    @Test
    void readsNameAndRegionFromTheArn() {
        FunctionConfiguration function = configuration(FUNCTION, 512, 60);

        assertThat(function.name()).isEqualTo("CheckLog");
        assertThat(function.region()).isEqualTo("us-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        FUNCTION + ", 127, 60, 128 to 10240",
        FUNCTION + ", 10241, 60, 128 to 10240",
        FUNCTION + ", 512, 0, 1 second to 15 minutes",
        FUNCTION + ", 512, 901, 1 second to 15 minutes",
        "arn:aws:sqs:us-east-1:310987654321:CheckLog, 512, 60, not the ARN of a function",
        "arn:aws:lambda::310987654321:function:CheckLog, 512, 60, not the ARN of a function",
    })
    void refusesWhatLambdaWouldRefuse(String arn, int memory, int timeout, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration(arn, memory, timeout))
                .withMessageContaining(reason);
    }

    private static FunctionConfiguration configuration(String arn, int memory, int timeout) {
        return new FunctionConfiguration(
                Arn.fromString(arn),
                "io.sessionvault.checklog.CheckLogHandler::handleRequest",
                Map.of(),
                memory,
                Duration.ofSeconds(timeout),
                AwsBasicCredentials.create("AKIATOY", "toy secret"));
    }
}
