package io.sessionvault.bench;

import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.Served;
import io.sessionvault.bench.loopback.StoredVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How fast stored logs can be looked at when each answer takes S3's time.
final class StoredLogSweeps {
    static final String TABLE = "Sweep of stored logs, 20 ms latency";
    static final Column RATE = new Column("objects/s", 0);
    static final Column PER_CPU = new Column("objects/CPU s", 0);
    static final Column CPU = new Column("CPU s/10,000", 2);
    static final Column AT_ONCE = new Column("requests at once", 0);
    static final Column RSS = new Column("peak RSS (MiB)", 0);

    /// As many keys as the state machine puts into one batch.
    static final int BATCH = 500;

    /// The keys of a measurement.
    static final int KEYS = 5000;

    /// How many threads boto3 gets.
    static final List<Integer> POOLS = List.of(16, 64, 200);

    private static final int AT_MOST = 200;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final double TEN_THOUSAND = 10_000;
    private static final double MILLIS = 1000;

    private final Workbench bench;
    private final LoopbackAws aws;
    private final List<String> keys;
    private final Table table =
            new Table(
                    TABLE,
                    """
                    %d stored logs, warm processes. check-stored-logs gets them as the state machine hands them over, and in one batch; it
                    also lists the versions of the range. The others ask for the head of each key and do no more; the number is that of
                    threads, virtual threads or promises.\
                    """
                            .formatted(KEYS),
                    List.of(RATE, PER_CPU, CPU, AT_ONCE, RSS));

    StoredLogSweeps(Workbench bench, LoopbackAws aws, StoredVault vault, Report report) {
        this.bench = bench;
        this.aws = aws;
        keys = List.copyOf(vault.keys());
        report.add(table);
    }

    /// The row of check-stored-logs with batches of a size.
    static String productRow(int batch) {
        return "check-stored-logs, batches of %,d".formatted(batch);
    }

    /// The row of boto3 with so many threads.
    static String pythonRow(int threads) {
        return "Python, boto3, %d threads".formatted(threads);
    }

    /// The row of the machine's limit.
    static String httpRow() {
        return "bare HTTP, %d virtual threads".formatted(AT_MOST);
    }

    private record Sweeper(String row, Running running, List<String> events) {}

    /// Measures all in turns.
    void measure(Comparators others, int rounds) {
        Variant product = bench.product("check-stored-logs", "CheckStoredLogs");
        List<Sweeper> sweepers = new ArrayList<>();
        try {
            sweepers.add(sweeper(productRow(BATCH), product, BATCH));
            sweepers.add(sweeper(productRow(KEYS), product, KEYS));
            variants(others).forEach((row, variant) -> sweepers.add(sweeper(row, variant, KEYS)));
            for (Sweeper sweeper : sweepers) {
                sweep(sweeper);
            }
            aws.latency(LATENCY);
            for (int round = 0; round < rounds; round++) {
                sweepers.forEach(this::measure);
            }
            sweepers.forEach(sweeper ->
                    table.add(sweeper.row, RSS, sweeper.running.meter().peakMebibytes()));
        } finally {
            aws.latency(Duration.ZERO);
            sweepers.forEach(sweeper -> sweeper.running.close());
        }
    }

    private static Map<String, Variant> variants(Comparators others) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        POOLS.forEach(threads ->
                others.python(threads).ifPresent(found -> variants.put(pythonRow(threads), found)));
        others.node(AT_MOST)
                .ifPresent(found ->
                        variants.put("Node, AWS SDK v3, %d promises".formatted(AT_MOST), found));
        variants.put(
                "bare SDK HeadObject, %d virtual threads".formatted(AT_MOST), others.sdk(AT_MOST));
        variants.put(httpRow(), others.http(AT_MOST));
        return variants;
    }

    private Sweeper sweeper(String row, Variant variant, int batch) {
        List<String> events =
                Stream.iterate(0, from -> from < keys.size(), from -> from + batch)
                        .map(from -> keys.subList(from, Math.min(from + batch, keys.size())))
                        .map(Events::stored)
                        .toList();
        return new Sweeper(row, new Running(bench, variant, aws.endpoint()), events);
    }

    private void measure(Sweeper sweeper) {
        aws.served();
        double cpuBefore = sweeper.running.meter().cpuSeconds();
        double seconds = sweep(sweeper) / MILLIS;
        double cpu = sweeper.running.meter().cpuSeconds() - cpuBefore;
        Served served = aws.served();
        LoopbackSubjects.wrongCalls(served, Work.HEAD, keys.size())
                .ifPresent(reason -> table.refuse(sweeper.row, reason));
        table.add(sweeper.row, RATE, keys.size() / seconds);
        table.add(sweeper.row, PER_CPU, keys.size() / cpu);
        table.add(sweeper.row, CPU, cpu / keys.size() * TEN_THOUSAND);
        table.add(sweeper.row, AT_ONCE, served.atOnce());
    }

    /// Sweeps all keys and tells how many milliseconds the invocations took.
    private double sweep(Sweeper sweeper) {
        double millis = 0;
        for (String event : sweeper.events) {
            Running.Answer answer = sweeper.running.invoke(event);
            int size = keys.size() / sweeper.events.size();
            Optional<String> wrong = LoopbackSubjects.wrongSweep(answer.body(), size);
            wrong.ifPresent(reason -> table.refuse(sweeper.row, reason));
            millis += answer.millis();
        }
        return millis;
    }
}
