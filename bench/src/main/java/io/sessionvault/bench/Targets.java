package io.sessionvault.bench;

import static io.sessionvault.bench.Target.Bound.AT_LEAST;
import static io.sessionvault.bench.Target.Bound.AT_MOST;
import static io.sessionvault.bench.Target.ratio;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The targets of the project, each over the medians of one run.
final class Targets {
    private static final int BATCH = 100;
    private static final int REGIONS = 17;
    private static final String UNCHANGED = Onboardings.unchanged(REGIONS);

    private Targets() {}

    static List<Target> of(Report report) {
        return Stream.of(
                        checks(report),
                        sweeps(report, StoredLogSweeps.BATCH),
                        sweeps(report, StoredLogSweeps.KEYS),
                        others(report))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Target> checks(Report report) {
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
                        ratio(
                                cold(report, CheckLogVariants.WITH_AOT_CACHE),
                                cold(report, "Python, boto3")),
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
                        1.0 / 3));
    }

    /// A batch of the state machine's is over before all calls have been under way at once; a large
    /// one tells what the function can do.
    private static List<Target> sweeps(Report report, int batch) {
        String product = StoredLogSweeps.productRow(batch);
        String what = "sweep of stored logs, batches of %,d: ".formatted(batch);
        OptionalDouble rate = sweep(report, product, StoredLogSweeps.RATE);
        OptionalDouble limit = sweep(report, StoredLogSweeps.httpRow(), StoredLogSweeps.RATE);
        return List.of(
                new Target(
                        what + "objects/s / boto3's best",
                        ratio(rate, python(report, StoredLogSweeps.RATE).max()),
                        AT_LEAST,
                        8),
                new Target(
                        what + "CPU per object / boto3's least",
                        ratio(
                                sweep(report, product, StoredLogSweeps.CPU),
                                python(report, StoredLogSweeps.CPU).min()),
                        AT_MOST,
                        0.2),
                new Target(what + "objects/s / bare HTTP's", ratio(rate, limit), AT_LEAST, 0.75),
                new Target(
                        what + "peak RSS (MiB)",
                        sweep(report, product, StoredLogSweeps.RSS),
                        AT_MOST,
                        300));
    }

    private static List<Target> others(Report report) {
        return List.of(
                new Target(
                        "onboarding an unchanged account, 17 Regions: write calls",
                        onboarding(report, UNCHANGED, Onboardings.WRITES),
                        AT_MOST,
                        0),
                new Target(
                        "onboarding an unchanged account, 17 Regions, 1 role: calls",
                        onboarding(report, UNCHANGED, Onboardings.CALLS),
                        AT_MOST,
                        2 * REGIONS + 6 + 2),
                new Target(
                        "onboarding an unchanged account, 17 Regions: wall time (s)",
                        onboarding(report, UNCHANGED, Onboardings.WALL),
                        AT_MOST,
                        1.5),
                new Target(
                        "onboarding a new account, 17 Regions: wall time (s)",
                        onboarding(report, Onboardings.newAccount(REGIONS), Onboardings.WALL),
                        AT_MOST,
                        20),
                new Target(
                        "onboarding in 512 MB, 34 Regions: peak RSS (MiB)",
                        report.median(Onboardings.MEMORY, Onboardings.MEMORY_ROW, Onboardings.RSS),
                        AT_MOST,
                        512),
                new Target(
                        "proof of 2,000 roles and 500 policies: CPU (s)",
                        report.median(CrowdedMember.TABLE, CrowdedMember.ROW, CrowdedMember.CPU),
                        AT_MOST,
                        10),
                new Target(
                        "proof of 2,000 roles and 500 policies in 512 MB: peak RSS (MiB)",
                        report.median(CrowdedMember.TABLE, CrowdedMember.ROW, CrowdedMember.RSS),
                        AT_MOST,
                        512),
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

    private static OptionalDouble sweep(Report report, String row, Column column) {
        return report.median(StoredLogSweeps.TABLE, row, column);
    }

    private static DoubleStream python(Report report, Column column) {
        return StoredLogSweeps.POOLS.stream()
                .flatMapToDouble(threads ->
                        sweep(report, StoredLogSweeps.pythonRow(threads), column).stream());
    }

    private static OptionalDouble onboarding(Report report, String row, Column column) {
        return report.median(Onboardings.TABLE, row, column);
    }
}
