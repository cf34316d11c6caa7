package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.sweep.Forwarding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ForwardingReaderTest {
    private static final String BUS =
            "arn:aws:events:eu-central-1:111111111111:event-bus/session-vault-members";

    private final FakeHttp http = new FakeHttp();

    @ParameterizedTest
    @CsvSource({"ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"})
    void aRuleThatIsOnAndLeadsToTheBusIsInPlace(String state) {
        described(state);
        http.json(200, targets(BUS));

        assertThat(read()).isEqualTo(new Forwarding.InPlace());
        assertThat(http.operations()).containsExactly("DescribeRule", "ListTargetsByRule");
        assertThat(http.bodies.getFirst()).isEqualTo("{\"Name\":\"SessionVaultForwardsIam\"}");
        assertThat(http.bodies.getLast()).isEqualTo("{\"Rule\":\"SessionVaultForwardsIam\"}");
        assertThat(http.requests.getFirst().host()).isEqualTo("events.eu-west-1.amazonaws.com");
    }

    @Test
    void aRuleThatDoesNotExistIsAbsent() {
        http.json(400, "{\"__type\": \"ResourceNotFoundException\"}");

        assertThat(read()).isEqualTo(new Forwarding.Absent());
    }

    @Test
    void aRuleThatGoesWhileItIsLookedAtIsAbsent() {
        described("ENABLED");
        http.json(400, "{\"__type\": \"ResourceNotFoundException\"}");

        assertThat(read()).isEqualTo(new Forwarding.Absent());
    }

    @ParameterizedTest
    @CsvSource({"DISABLED", "''"})
    void aRuleThatIsNotOnIsDisabled(String state) {
        described(state);

        assertThat(read()).isEqualTo(new Forwarding.Disabled());
    }

    @ParameterizedTest
    @CsvSource({
        "{}",
        "{\"Targets\": []}",
        "'{\"Targets\": [{\"Id\": \"a\", \"Arn\": \"arn:aws:sqs:eu-west-1:222222222222:q\"}]}'",
        "'{\"Targets\": [{\"Arn\": \"arn:aws:events:eu-central-1:111111111111:event-bus/default\"}]}'",
        "'{\"Targets\": [{\"Arn\": \"arn:aws:events:eu-central-1:222222222222:event-bus/session-vault-members\"}]}'"
    })
    void aTargetAtAnotherBusIsNone(String targets) {
        described("ENABLED");
        http.json(200, targets);

        assertThat(read()).isEqualTo(new Forwarding.WithoutTarget());
    }

    @Test
    void theTargetMayStandOnALaterPage() {
        described("ENABLED");
        http.json(200, "{\"Targets\": [], \"NextToken\": \"more\"}").json(200, targets(BUS));

        assertThat(read()).isEqualTo(new Forwarding.InPlace());
        assertThat(http.bodies.getLast()).contains("\"NextToken\":\"more\"");
    }

    @Test
    void pagesWithoutEndAreNoAnswer() {
        described("ENABLED");
        for (int page = 0; page < 10; page++) {
            http.json(200, "{\"Targets\": [], \"NextToken\": \"more\"}");
        }

        assertThatThrownBy(this::read).isInstanceOf(SdkClientException.class);
        assertThat(http.requests).hasSize(6);
    }

    @Test
    void aRefusalIsNotTheAbsenceOfARule() {
        http.json(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}");

        assertThatThrownBy(this::read).isInstanceOf(AwsServiceException.class);
    }

    private void described(String state) {
        http.json(200, "{\"Name\": \"r\", \"State\": \"%s\"}".formatted(state));
    }

    private static String targets(String arn) {
        return "{\"Targets\": [{\"Id\": \"other\", \"Arn\": \"arn:aws:sns:a:b:c\"},"
                + " {\"Id\": \"VaultBus\", \"Arn\": \"%s\"}]}".formatted(arn);
    }

    private Forwarding read() {
        return ForwardingReader.read(
                FakeHttp.member(http).eventBridge(IRELAND), Forwarding.IAM, BUS);
    }
}
