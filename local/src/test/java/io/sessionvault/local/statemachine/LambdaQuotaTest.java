package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.lambda.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The definition that is deployed, in an account that may run few functions at a time: whatever
/// else runs there, every account and every batch gets its turn. Nobody sleeps: the time is virtual.
class LambdaQuotaTest {
    /// What a new account may run at a time.
    private static final int NEW_ACCOUNT = 10;

    private static final int ACCOUNTS = 200;

    private static final int BATCHES = 30;

    private static final Duration SWEEP = Duration.ofSeconds(60);
    private static final Duration BATCH = Duration.ofSeconds(20);

    private final VirtualTime time = new VirtualTime();
    private final Machine machine = new Machine();

    @BeforeEach
    void fill() {
        machine.bucket(ComplianceDefinition.VAULT_BUCKET)
                .bucket(ComplianceDefinition.REPORTS_BUCKET);
        for (int key = 0; key < BATCHES; key++) {
            machine.object(
                    ComplianceDefinition.VAULT_BUCKET, "111122223333/%04d.log".formatted(key), "");
        }
        ArrayNode accounts = Machine.JSON.createArrayNode();
        for (int account = 0; account < ACCOUNTS; account++) {
            accounts.addObject().put("id", "%012d".formatted(account));
        }
        machine.object(
                ComplianceDefinition.REPORTS_BUCKET,
                "runs/run-1/accounts.json",
                accounts.toString());
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    /// Somebody may raise the run's concurrency and forget the quota, and other functions of the
    /// account take their share of it, for hours.
    @ParameterizedTest
    @CsvSource({
        "2,  0,  0", // the default, alone
        "2,  9,  5", // one slot is left for five hours
        "20, 0,  0",
        "20, 9,  2",
        "20, 10, 3", // for three hours there is no slot
        "2,  10, 3",
    })
    void losesNothingToAnAccountsQuota(int concurrency, int others, int hours) {
        Instant until = time.instant().plus(Duration.ofHours(hours));
        Functions quota = new LambdaQuota(this::work, NEW_ACCOUNT);
        Functions shared =
                (function, payload) -> {
                    if (time.instant().isBefore(until)
                            && new Random().nextInt(NEW_ACCOUNT) < others) {
                        throw LambdaQuota.refusal();
                    }
                    return quota.invoke(function, payload);
                };
        lists.set(concurrency);

        Execution run = run(shared);

        JsonNode output = Machine.output(run);
        assertThat(results(output, "swept")).isEqualTo(ACCOUNTS);
        assertThat(results(output, "judged")).isEqualTo(BATCHES);
        assertThat(output.path("vault").path("seen").asBoolean()).isTrue();
        assertThat(Duration.between(run.startTime(), time.instant()))
                .isLessThan(Duration.ofHours(12));
    }

    @Test
    void runsAsManyFunctionsAsTheRunSays() {
        lists.set(7);
        AtomicReference<Integer> most = new AtomicReference<>(0);
        int[] atWork = new int[1];
        run((function, payload) -> {
            synchronized (atWork) {
                atWork[0]++;
                most.accumulateAndGet(atWork[0], Math::max);
            }
            InvocationResult result = work(function, payload);
            synchronized (atWork) {
                atWork[0]--;
            }
            return result;
        });
        assertThat(most).hasValue(7);
    }

    @Test
    void refusesTheCallAboveTheQuotaAndForgetsThoseThatEnded() {
        AtomicBoolean isRefused = new AtomicBoolean();
        AtomicReference<Functions> quota = new AtomicReference<>();
        quota.set(
                new LambdaQuota(
                        (function, payload) -> {
                            if (function.equals("outer")) {
                                assertThatThrownBy(() -> quota.get().invoke("inner", "{}"))
                                        .isInstanceOf(StateError.class)
                                        .hasMessageStartingWith("Lambda.TooManyRequestsException");
                                isRefused.set(true);
                            }
                            return new InvocationResult.Answered("1");
                        },
                        1));
        quota.get().invoke("outer", "{}");
        assertThat(isRefused).isTrue();
        assertThat(quota.get().invoke("inner", "{}")).isEqualTo(new InvocationResult.Answered("1"));
    }

    private final AtomicReference<Integer> lists = new AtomicReference<>(2);

    private InvocationResult work(String function, String payload) {
        if (function.equals(ComplianceDefinition.arn("SweepAccount"))) {
            time.pass(SWEEP);
            return new InvocationResult.Answered("{}");
        }
        if (function.equals(ComplianceDefinition.arn("CheckStoredLogs"))) {
            time.pass(BATCH);
            return new InvocationResult.Answered("{}");
        }
        if (function.equals(ComplianceDefinition.arn("ListAccounts"))) {
            return new InvocationResult.Answered(
                    """
                    {"run": {"id": "run-1"}, "concurrency": %d,
                     "listed": {"bucket": "%s", "key": "runs/run-1/accounts.json"}}
                    """
                            .formatted(lists.get(), ComplianceDefinition.REPORTS_BUCKET));
        }
        return new InvocationResult.Answered(
                function.equals(ComplianceDefinition.arn("CheckVault"))
                        ? "{\"seen\": true}"
                        : payload);
    }

    private Execution run(Functions functions) {
        return new StateMachine(
                        Machine.ARN,
                        Definition.read(definition()),
                        new Surroundings(
                                machine.s3(),
                                functions,
                                time::pass,
                                time,
                                new Random(13),
                                100,
                                time.threads()))
                .start("run-1", Machine.json("{}"));
    }

    /// The definition with a batch for each key, and in this test's account.
    private static String definition() {
        ObjectNode definition = ComplianceDefinition.tree();
        ((ObjectNode) definition.at("/States/JudgeStoredLogs/ItemBatcher"))
                .put("MaxItemsPerBatch", 1);
        definition
                .findParents("ExpectedBucketOwner")
                .forEach(reader ->
                        ((ObjectNode) reader)
                                .put("ExpectedBucketOwner", Machine.ACCOUNT.toString()));
        return definition.toString();
    }

    private long results(JsonNode output, String part) {
        JsonNode manifest =
                machine.stored(
                        ComplianceDefinition.REPORTS_BUCKET,
                        output.path(part).path("ResultWriterDetails").path("Key").asText());
        assertThat(manifest.path("ResultFiles").path("FAILED")).isEmpty();
        assertThat(manifest.path("ResultFiles").path("PENDING")).isEmpty();
        return StreamSupport.stream(
                        machine.stored(
                                        ComplianceDefinition.REPORTS_BUCKET,
                                        manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText())
                                .spliterator(),
                        false)
                .count();
    }
}
