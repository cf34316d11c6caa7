package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many functions the stack runs at the same time.
class ConcurrencyTest {
    /// What a new AWS account may run at a time. Source: ../shared/facts.md, 9.3.
    private static final int NEW_ACCOUNT = 10;

    /// What is invoked one at a time: the states of a run that are no map, one after another.
    private static final int ALONE = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fitsIntoANewAccountWithTheDefaults() throws IOException {
        Map<String, Integer> all = concurrencies(VaultStack.with());
        assertThat(all)
                .containsOnlyKeys(
                        "OnboardAccount/Lifecycle",
                        "OnboardAccount/Change",
                        "CheckLog/Arrivals",
                        "SweepAccounts",
                        "JudgeStoredLogs");
        // The two maps of a run come one after the other, with the same concurrency.
        int once =
                all.values().stream().mapToInt(Integer::intValue).sum()
                        - all.getOrDefault("JudgeStoredLogs", 0);
        assertThat(once + ALONE).as("%s and one more", all).isLessThan(NEW_ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "RunConcurrency,   7, SweepAccounts",
        "RunConcurrency,   7, JudgeStoredLogs",
        "QueueConcurrency, 7, OnboardAccount/Lifecycle",
        "QueueConcurrency, 7, CheckLog/Arrivals",
    })
    void growsWithItsParameter(String parameter, int value, String where) throws IOException {
        assertThat(concurrencies(VaultStack.with(parameter, "" + value)))
                .containsEntry(where, value);
    }

    /// Every place that runs functions, and how many at a time.
    private static Map<String, Integer> concurrencies(ResolvedTemplate stack) throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        for (String function : stack.logicalIds("AWS::Serverless::Function")) {
            JsonNode properties = VaultStack.properties(stack, function);
            for (String whole :
                    List.of("ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig")) {
                assertThat(properties.has(whole))
                        .as("%s %s takes from the quota for good", function, whole)
                        .isFalse();
            }
            properties
                    .path("Events")
                    .propertyStream()
                    .forEach(event -> {
                        JsonNode most =
                                event.getValue().at("/Properties/ScalingConfig/MaximumConcurrency");
                        assertThat(most.isMissingNode())
                                .as("%s has no limit", event.getKey())
                                .isFalse();
                        all.put(function + "/" + event.getKey(), most.asInt());
                    });
        }
        String run =
                Objects.requireNonNull(stack.functions().get("ListAccounts"))
                        .environment()
                        .getOrDefault("RUN_CONCURRENCY", "0");
        JsonNode machine =
                JSON.readTree(
                        VaultStack.read(VaultStack.ROOT.resolve("stacks/compliance.asl.json")));
        machine.path("States")
                .propertyStream()
                .filter(state -> state.getValue().path("Type").asText().equals("Map"))
                .forEach(map -> {
                    JsonNode state = map.getValue();
                    assertThat(state.has("MaxConcurrency")).as(map.getKey()).isFalse();
                    assertThat(state.path("MaxConcurrencyPath").asText())
                            .as(map.getKey())
                            .isEqualTo("$.concurrency");
                    all.put(map.getKey(), Integer.parseInt(run));
                });
        return all;
    }
}
