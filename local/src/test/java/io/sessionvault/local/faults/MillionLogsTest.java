package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.EventSourceMapping;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.lambda.FunctionPool;
import io.sessionvault.local.organization.FunctionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// So many arriving logs that nobody could look at them one by one: through the rule and the queue,
/// each gets the one verdict that it deserves, the metrics add up, and neither the function nor the
/// queue grows.
///
/// `-Dlogs=1000000` makes it a million. The logs come in waves, so that nothing but the bucket has
/// to hold them all at a time.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MillionLogsTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    private static final int LOGS = Integer.getInteger("logs", 10_000);
    private static final int WAVES = 5;
    private static final int MOST_PER_WAVE = 10_000;
    private static final int INSTANCES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// What the memory of a function's JVM may grow by, from the first fifth to the end. It does
    /// grow until its heap has found its size.
    private static final long GROWTH_MEBIBYTES = 64;

    private final ArrivalVault vault = new ArrivalVault();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final MillionLogs logs = new MillionLogs(vault, SEED.random());

    /// What the metrics of the function's log say so far.
    private final Map<String, Long> counted = new TreeMap<>();

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void givesEachOfTheLogsItsOneVerdict() throws Exception {
        vault.platform.onEvent(events::add);
        int size = Math.clamp(LOGS / WAVES, 1, MOST_PER_WAVE);
        List<Long> memory = new ArrayList<>();
        long start = System.nanoTime();
        long produced = 0;
        try (FunctionPool pool = vault.running.pool(ArrivalVault.CHECKING, INSTANCES)) {
            List<EventSourceMapping> pollers = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                pollers.add(vault.running.mapping(ArrivalVault.CHECKING, pool::invoke));
            }
            Duration before = cpu(ProcessHandle.current());
            while (logs.uploaded() < LOGS) {
                long begun = System.nanoTime();
                Map<String, ArrivalVerdict> wave =
                        logs.upload(Math.min(size, LOGS - logs.uploaded()));
                publish();
                produced += System.nanoTime() - begun;
                work(pollers);
                check(wave);
                if (logs.uploaded() * WAVES / LOGS > memory.size()) {
                    memory.add(mebibytes());
                }
            }
            tell(memory, System.nanoTime() - start, produced, before);
        }

        assertThat(counted).as("%s", SEED).isEqualTo(logs.totals());
        assertThat(memory.getLast() - memory.getFirst())
                .as("growth of the function's memory, MiB, of %s", memory)
                .isLessThan(GROWTH_MEBIBYTES);
        assertThat(vault.held(vault.deadLetters(ArrivalVault.CHECKING))).isZero();
    }

    /// The events so far, by way of the rules.
    private void publish() {
        List<String> some = new ArrayList<>();
        for (String event = events.poll(); event != null; event = events.poll()) {
            some.add(event);
        }
        vault.running.bus().publishAll(some);
    }

    /// Empties the queue by several instances of the function.
    private static void work(List<EventSourceMapping> pollers) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (EventSourceMapping poller : pollers) {
                tasks.add(() -> untilEmpty(poller));
            }
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isNotNegative();
            }
        }
    }

    /// How many messages it took.
    private static int untilEmpty(EventSourceMapping poller) {
        int taken = 0;
        PollResult result = poller.pollOnce();
        while (!result.received().isEmpty()) {
            assertThat(result.batchFailure()).isEmpty();
            assertThat(result.failed()).isEmpty();
            taken += result.received().size();
            result = poller.pollOnce();
        }
        return taken;
    }

    /// Each log of the wave has its verdict in the function's log, and one; each bad one was
    /// published; the queue is empty.
    private void check(Map<String, ArrivalVerdict> wave) {
        assertThat(vault.held(vault.queue(ArrivalVault.CHECKING))).isZero();
        Map<String, ArrivalVerdict> open = new HashMap<>(wave);
        FunctionLog log = vault.running.log(ArrivalVault.CHECKING);
        long due = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() || metricsLag()) {
            assertThat(System.nanoTime())
                    .as("%s without a verdict, %s", open, SEED)
                    .isLessThan(due);
            log.await(lines -> !lines.isEmpty(), PATIENCE);
            log.take().forEach(line -> read(line, open));
        }
        publish();
        Set<ArrivalVerdict> bad = new HashSet<>(wave.values());
        bad.removeIf(verdict -> verdict.rules().isEmpty());
        Set<ArrivalVerdict> published = new HashSet<>();
        vault.violations().forEach(violation -> published.add(ArrivalVerdict.of(violation)));
        assertThat(published).as("%s", SEED).isEqualTo(bad);
        vault.running.bus().forget();
        vault.aws().calls().clear();
    }

    /// The metrics of a batch follow its verdicts.
    private boolean metricsLag() {
        return !counted.equals(logs.totals());
    }

    private void read(String line, Map<String, ArrivalVerdict> open) {
        if (!line.startsWith("{")) {
            return;
        }
        JsonNode entry = VaultUnderTest.json(line);
        if (entry.path("log").has("verdict")) {
            ArrivalVerdict verdict = ArrivalVerdict.of(entry.path("log"));
            assertThat(verdict)
                    .as("the one verdict on %s, %s", verdict, SEED)
                    .isEqualTo(open.remove(verdict.versionId()));
        } else if (entry.has("_aws")) {
            String rule = entry.path("Rule").asText();
            entry.properties().stream()
                    .filter(field -> field.getKey().endsWith("Logs") || !rule.isEmpty())
                    .filter(field -> field.getValue().isNumber())
                    .filter(field -> field.getValue().asLong() > 0)
                    .forEach(field ->
                            counted.merge(
                                    rule.isEmpty() ? field.getKey() : rule,
                                    field.getValue().asLong(),
                                    Long::sum));
        }
    }

    /// The resident memory of the largest of the function's JVMs.
    ///
    /// Source: proc(5), `VmRSS`, in KiB.
    private long mebibytes() {
        return vault.processes(ArrivalVault.CHECKING).stream()
                .mapToLong(process -> resident(process.pid()))
                .max()
                .orElseThrow();
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void tell(List<Long> memory, long nanos, long produced, Duration before) {
        Duration functions =
                vault.processes(ArrivalVault.CHECKING).stream()
                        .map(MillionLogsTest::cpu)
                        .reduce(Duration.ZERO, Duration::plus);
        System.out.printf(
                "%d logs in %d s, of which %d s to put and route them: %d a second; CPU time per log:"
                        + " %d us of the function, %d us of the stand-in and this test; memory of"
                        + " the function at 20, 40, ... %%: %s MiB%n",
                LOGS,
                Duration.ofNanos(nanos).toSeconds(),
                Duration.ofNanos(produced).toSeconds(),
                LOGS * 1_000_000_000L / nanos,
                functions.toNanos() / 1000 / LOGS,
                cpu(ProcessHandle.current()).minus(before).toNanos() / 1000 / LOGS,
                memory);
    }
}
