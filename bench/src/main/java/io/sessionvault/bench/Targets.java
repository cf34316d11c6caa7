package io.sessionvault.bench;

import static io.sessionvault.bench.Target.Bound.AT_MOST;
import static io.sessionvault.bench.Target.ratio;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// The targets of the project, each over the medians of one run.
final class Targets {
    private static final int BATCH = 100;

    private Targets() {}

    static List<Target> of(Report report) {
        return List.of(
                new Target(
                        "check-log cold / default clients + Powertools",
                        ratio(
                                cold(report, "check-log"),
                                cold(report, "default clients + Powertools")),
                        AT_MOST,
                        0.5),
                new Target(
                        "check-log cold / Python with boto3",
                        ratio(cold(report, "check-log"), cold(report, "Python, boto3")),
                        AT_MOST,
                        1.3),
                new Target(
                        "check-log with an AOT cache, cold / Python with boto3",
                        ratio(cold(report, "check-log, AOT cache"), cold(report, "Python, boto3")),
                        AT_MOST,
                        0.8),
                new Target(
                        "check-log warm, batch of 100: CPU per log / bare SDK HeadObject",
                        ratio(
                                warm(report, Duration.ZERO, "check-log", WarmChecks.CPU),
                                warm(report, Duration.ZERO, "bare SDK HeadObject", WarmChecks.CPU)),
                        AT_MOST,
                        1.1),
                new Target(
                        "check-log warm, batch of 100, 20 ms: wall time per log / boto3",
                        ratio(
                                warm(report, Duration.ofMillis(20), "check-log", WarmChecks.P50),
                                warm(
                                        report,
                                        Duration.ofMillis(20),
                                        "Python, boto3",
                                        WarmChecks.P50)),
                        AT_MOST,
                        1.0 / 3),
                new Target(
                        "check-log in 512 MB, batches of 1,000: peak RSS (MiB)",
                        report.median(CheckMemory.TABLE, CheckMemory.ROW, CheckMemory.RSS),
                        AT_MOST,
                        512),
                new Target(
                        "check-log, package zipped (MB)",
                        report.median(ColdStarts.TABLE, "check-log", ColdStarts.ZIPPED),
                        AT_MOST,
                        8));
    }

    private static OptionalDouble cold(Report report, String variant) {
        return report.median(ColdStarts.TABLE, variant, ColdStarts.COLD);
    }

    private static OptionalDouble warm(
            Report report, Duration latency, String variant, Column column) {
        return report.median(WarmChecks.table(latency), WarmChecks.row(BATCH, variant), column);
    }
}
