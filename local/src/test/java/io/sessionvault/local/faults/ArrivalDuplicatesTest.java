package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.lambda.FunctionPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The bucket's events come at least once and in any order: a log's verdict depends on neither.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrivalDuplicatesTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    private static final int AT_ONCE = 100;
    private static final int INSTANCES = 3;

    private final Random random = SEED.random();
    private final ArrivalVault vault = new ArrivalVault().routingEvents();
    private final AccountId member = vault.member("payments");
    private final ArrivalLogs logs =
            new ArrivalLogs(vault, member, vault.member("shipping"), random);

    @BeforeEach
    void forget() {
        vault.forget();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void judgesEachLogAlikeHoweverOftenAndInWhateverOrderItsEventComes() {
        List<ArrivalVerdict> expected = logs.upload(60);
        List<String> once = vault.routed("LogArrivalRule");
        List<String> deliveries = new ArrayList<>();
        for (String event : once) {
            deliveries.addAll(Collections.nCopies(random.nextInt(4), event));
        }
        Collections.shuffle(deliveries, random);
        deliveries.forEach(event -> vault.send(ArrivalVault.CHECKING, event));

        assertThat(vault.drain(ArrivalVault.CHECKING))
                .allSatisfy(result -> assertThat(result.failed()).isEmpty());

        // The bus has put each event into the queue once, too.
        int delivered = once.size() + deliveries.size();
        List<ArrivalVerdict> verdicts = vault.verdicts(vault.running, expected, delivered);
        assertThat(verdicts).hasSize(delivered);
        assertThat(new HashSet<>(verdicts)).isEqualTo(new HashSet<>(expected));
        assertThat(published()).isEqualTo(bad(expected));
        assertThat(vault.held(vault.queue(ArrivalVault.CHECKING))).isZero();
    }

    @Test
    void givesOneVerdictToAHundredDeliveriesAtOnce() throws Exception {
        List<ArrivalVerdict> expected = logs.upload(12);
        List<String> events = vault.routed("LogArrivalRule");
        try (FunctionPool pool = vault.running.pool(ArrivalVault.CHECKING, INSTANCES);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i : aGoodOneAndABadOne(expected)) {
                String event = events.get(i);
                Callable<JsonNode> delivery = () -> ArrivalVault.answer(pool.invoke(event));
                List<ArrivalVerdict> verdicts = new ArrayList<>();
                for (Future<JsonNode> each :
                        threads.invokeAll(Collections.nCopies(AT_ONCE, delivery))) {
                    verdicts.add(ArrivalVerdict.of(each.get()));
                }

                assertThat(verdicts).hasSize(AT_ONCE).containsOnly(expected.get(i));
            }
        }
    }

    /// The first log that keeps every rule, and the first that breaks one.
    private static List<Integer> aGoodOneAndABadOne(List<ArrivalVerdict> expected) {
        List<Integer> picked = new ArrayList<>();
        for (boolean good : List.of(true, false)) {
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i).rules().isEmpty() == good) {
                    picked.add(i);
                    break;
                }
            }
        }
        return picked;
    }

    private Set<ArrivalVerdict> published() {
        return vault.violations().stream().map(ArrivalVerdict::of).collect(Collectors.toSet());
    }

    private static Set<ArrivalVerdict> bad(List<ArrivalVerdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !verdict.rules().isEmpty())
                .collect(Collectors.toSet());
    }
}
