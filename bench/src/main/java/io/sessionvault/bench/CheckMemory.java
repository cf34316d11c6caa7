package io.sessionvault.bench;

import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.StoredVault;
import java.time.Duration;
import java.util.List;

/// The memory that check-log takes with the largest batch, in a function of 512 MB.
final class CheckMemory {
    static final String TABLE = "Memory of check-log in 512 MB";
    static final String ROW = "check-log, 3 batches of 1,000";
    static final Column RSS = new Column("peak RSS (MiB)", 0);

    private static final int MEGABYTES = 512;
    private static final int BATCH = 1000;
    private static final int TIMES = 3;

    private final Workbench bench;
    private final LoopbackAws aws;
    private final StoredVault vault;
    private final Report report;

    CheckMemory(Workbench bench, LoopbackAws aws, StoredVault vault, Report report) {
        this.bench = bench;
        this.aws = aws;
        this.vault = vault;
        this.report = report;
    }

    void measure() {
        Table table =
                report.add(
                        new Table(
                                TABLE,
                                "A fresh process; the heap may take 85 % of the function's memory; 20 ms latency.",
                                List.of(RSS)));
        Variant variant = bench.product("check-log", "CheckLog").withMemory(MEGABYTES);
        String event = Events.arrivals(vault, BATCH);
        aws.latency(Duration.ofMillis(20));
        aws.served();
        Verdicts verdicts;
        try (Running running = new Running(bench, variant, aws.endpoint())) {
            for (int time = 0; time < TIMES; time++) {
                running.invoke(event);
            }
            table.add(ROW, RSS, running.meter().peakMebibytes());
            verdicts = running.verdicts();
        }
        LoopbackSubjects.wrongVerdicts(verdicts, (long) TIMES * BATCH)
                .or(() -> LoopbackSubjects.wrongCalls(aws.served(), Work.CHECK, TIMES * BATCH))
                .ifPresent(reason -> table.refuse(ROW, reason));
    }
}
