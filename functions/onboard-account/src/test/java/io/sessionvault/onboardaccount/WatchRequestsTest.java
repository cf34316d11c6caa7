package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.WatchMessage;
import io.sessionvault.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the message of a watch says, and what is wrong with one that it does not.
class WatchRequestsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Watch WATCH =
            new Watch(
                    new AccountId("410987654321"),
                    new TreeSet<>(List.of(new RegionName("eu-west-1"))),
                    Instant.parse("2026-11-29T10:00:00Z"),
                    Instant.parse("2026-11-29T11:00:00Z"));

    private static Signal read(String message) throws JsonProcessingException {
        List<Signal> signals = LifecycleEvents.read(JSON.readTree(message));
        assertThat(signals).hasSize(1);
        return signals.getFirst();
    }

    @Test
    void whatTheVaultSendsIsUnderstood() throws JsonProcessingException {
        assertThat(read(WatchMessage.of(WATCH))).isEqualTo(new Signal.Watched(WATCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"410987654321\"; 410987654321; accountId",
                "\"410987654321\"; \"4109876543\"; accountId",
                "[\"eu-west-1\"]; []; regions",
                "[\"eu-west-1\"]; \"eu-west-1\"; regions",
                "[\"eu-west-1\"]; [\"eu-west-1\", 7]; regions",
                "[\"eu-west-1\"]; [\"../x\"]; regions",
                "\"2026-11-29T10:00:00Z\"; \"yesterday\"; switchedAt",
                "\"2026-11-29T10:00:00Z\"; 1795946400; switchedAt",
                "\"2026-11-29T11:00:00Z\"; null; until",
                "\"2026-11-29T11:00:00Z\"; \"2026-11-29T09:59:59Z\"; until",
                "\"2026-11-29T11:00:00Z\"; \"2026-11-29T22:00:01Z\"; until",
                "\"until\":; \"untilNever\":; untilNever"
            })
    void whatIsMalformedIsNamed(String part, String instead, String field)
            throws JsonProcessingException {
        String message = WatchMessage.of(WATCH).replace(part, instead);

        assertThat(read(message))
                .as(message)
                .isInstanceOfSatisfying(
                        Signal.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.reason())
                                        .startsWith(field + " of a watch must be "));
    }

    /// Whatever somebody writes as the time of the switch: no look goes back for ever.
    @ParameterizedTest
    @CsvSource({"0, true", "5, true", "20160, true", "20161, false", "-5, true", "-6, false"})
    void aSwitchIsOfTheLastFortnight(int minutesAgo, boolean isPlausible) {
        Instant now = WATCH.switchedAt().plus(Duration.ofMinutes(minutesAgo));

        assertThat(WatchRequests.isPlausible(WATCH, now)).isEqualTo(isPlausible);
    }
}
