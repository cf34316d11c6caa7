package io.sessionvault.local.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.ScriptedAws;
import io.sessionvault.local.ScriptedAws.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class LocalAccountsTest {
    private final List<Duration> pauses = new ArrayList<>();

    /// AWS takes minutes, and so may an emulator.
    @Test
    void waitsForAnAccountThatIsCreatedSlowly() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(create(operation -> looks.incrementAndGet() < 20 ? "IN_PROGRESS" : "SUCCEEDED"))
                .isEqualTo(new AccountId("410987654321"));
        assertThat(pauses).hasSize(20);
        assertThat(pauses.getFirst()).isZero();
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void saysSoWhenAnAccountIsNotThereAfterMinutes() {
        assertThatThrownBy(() -> create(operation -> "IN_PROGRESS"))
                .isInstanceOf(UnfitEmulatorException.class)
                .hasMessageContaining(
                        "account payments was not created within minutes: IN_PROGRESS");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    private AccountId create(Function<String, String> state) {
        try (ScriptedAws aws = ScriptedAws.start(operation -> answer(operation, state))) {
            Endpoint endpoint =
                    new Endpoint(
                            URI.create(aws.address()),
                            AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "none"),
                            account -> Optional.empty(),
                            new Endpoint.Policies.Ignored());
            return new LocalAccounts(endpoint, new RegionName("us-east-1"), pauses::add)
                    .create("payments");
        }
    }

    private static Answer answer(String operation, Function<String, String> state) {
        return switch (operation) {
            case "CreateOrganization" -> new Answer(200, "{\"Organization\":{\"Id\":\"o-1\"}}");
            case "CreateAccount" -> status("IN_PROGRESS");
            case "DescribeCreateAccountStatus" -> status(state.apply(operation));
            case String other -> new Answer(400, "{\"__type\":\"" + other + "\"}");
        };
    }

    private static Answer status(String state) {
        return new Answer(
                200,
                "{\"CreateAccountStatus\":{\"Id\":\"car-1\",\"State\":\""
                        + state
                        + "\""
                        + (state.equals("SUCCEEDED") ? ",\"AccountId\":\"410987654321\"" : "")
                        + "}}");
    }
}
