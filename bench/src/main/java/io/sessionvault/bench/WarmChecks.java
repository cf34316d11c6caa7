package io.sessionvault.bench;

import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.Served;
import io.sessionvault.bench.loopback.StoredVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a log costs in a function that has been at work for a while.
final class WarmChecks {
    static final Column CPU = new Column("CPU (us/log)", 0);
    static final Column P50 = new Column("p50 (us/log)", 0);
    static final Column P99 = new Column("p99 (us/log)", 0);
    static final Column AT_ONCE = new Column("requests at once", 0);
    static final Column REQUESTS = new Column("requests/log", 2);
    static final List<Integer> BATCHES = List.of(1, 10, 100, 1000);
    static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(20));

    private static final Map<Integer, Integer> INVOCATIONS =
            Map.of(1, 200, 10, 60, 100, 12, 1000, 2);
    private static final Map<Integer, Integer> INVOCATIONS_WITH_LATENCY =
            Map.of(1, 20, 10, 15, 100, 6, 1000, 1);
    private static final int WARM_UP_BATCH = 100;
    private static final int WARM_UP = 30;
    private static final double MICROS = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Workbench bench;
    private final LoopbackAws aws;
    private final StoredVault vault;
    private final Report report;

    WarmChecks(Workbench bench, LoopbackAws aws, StoredVault vault, Report report) {
        this.bench = bench;
        this.aws = aws;
        this.vault = vault;
        this.report = report;
    }

    /// The name of the table of a latency.
    static String table(Duration latency) {
        return "Warm, %d ms latency".formatted(latency.toMillis());
    }

    /// The name of a variant's row for a batch size.
    static String row(int batch, String variant) {
        return String.format(Locale.ROOT, "%4d x %s", batch, variant);
    }

    /// One variant at work, and how many logs it has been given.
    private static final class Worker {
        private final Variant variant;
        private final Work work;
        private final Running running;
        private long logs;

        Worker(Variant variant, Work work, Running running) {
            this.variant = variant;
            this.work = work;
            this.running = running;
        }
    }

    /// Measures variants in turns, all latencies and batch sizes.
    void measure(Map<Variant, Work> variants, int rounds) {
        List<Worker> workers = new ArrayList<>();
        try {
            variants.forEach((variant, work) ->
                    workers.add(
                            new Worker(
                                    variant, work, new Running(bench, variant, aws.endpoint()))));
            workers.forEach(this::warmUp);
            for (Duration latency : LATENCIES) {
                Table table = report.add(newTable(latency));
                for (int batch : BATCHES) {
                    String event = Events.arrivals(vault, batch);
                    for (int round = 0; round < rounds; round++) {
                        for (Worker worker : workers) {
                            measure(table, worker, latency, batch, event);
                        }
                    }
                }
            }
        } finally {
            aws.latency(Duration.ZERO);
            workers.forEach(worker -> worker.running.close());
        }
        workers.forEach(this::judge);
    }

    private static Table newTable(Duration latency) {
        return new Table(
                table(latency),
                """
                Batches of arrivals (batch size x variant) for warm functions; every S3 request takes the loopback server %d ms longer.
                CPU is that of the whole process, wall time that of an invocation, both divided by the logs of the batch. p50 and p99
                are those of one round's invocations, then the median over the rounds.\
                """
                        .formatted(latency.toMillis()),
                List.of(CPU, P50, P99, AT_ONCE, REQUESTS));
    }

    private void warmUp(Worker worker) {
        String event = Events.arrivals(vault, WARM_UP_BATCH);
        for (int time = 0; time < WARM_UP; time++) {
            worker.running.invoke(event);
            worker.logs += WARM_UP_BATCH;
        }
    }

    private void measure(Table table, Worker worker, Duration latency, int batch, String event) {
        String row = row(batch, worker.variant.name());
        int invocations =
                (latency.isZero() ? INVOCATIONS : INVOCATIONS_WITH_LATENCY).getOrDefault(batch, 1);
        Samples perLog = new Samples();
        aws.latency(latency);
        aws.served();
        double before = worker.running.meter().cpuSeconds();
        for (int time = 0; time < invocations; time++) {
            Running.Answer answer = worker.running.invoke(event);
            perLog.add(answer.millis() * MICROS_PER_MILLI / batch);
            LoopbackSubjects.wrongBatch(answer.body())
                    .ifPresent(reason -> table.refuse(row, reason));
        }
        double cpu = worker.running.meter().cpuSeconds() - before;
        long logs = (long) invocations * batch;
        worker.logs += logs;
        Served served = aws.served();
        LoopbackSubjects.wrongCalls(served, worker.work, logs)
                .ifPresent(reason -> table.refuse(row, reason));
        table.add(row, CPU, cpu * MICROS / logs);
        table.add(row, P50, perLog.percentile(50));
        table.add(row, P99, perLog.percentile(99));
        table.add(row, AT_ONCE, served.atOnce());
        table.add(
                row,
                REQUESTS,
                (double) (served.total() - LoopbackSubjects.aboutMembers(served, worker.work))
                        / logs);
    }

    /// All that was written is read only now: a variant with too few verdicts has no figures at all.
    private void judge(Worker worker) {
        if (worker.work != Work.CHECK) {
            return;
        }
        Optional<String> wrong =
                LoopbackSubjects.wrongVerdicts(worker.running.verdicts(), worker.logs);
        wrong.ifPresent(reason ->
                report.tables().stream()
                        .filter(table ->
                                LATENCIES.stream()
                                        .anyMatch(latency -> table.name().equals(table(latency))))
                        .forEach(table ->
                                BATCHES.forEach(batch ->
                                        table.refuse(row(batch, worker.variant.name()), reason))));
    }
}
