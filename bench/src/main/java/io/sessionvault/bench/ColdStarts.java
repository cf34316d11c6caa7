package io.sessionvault.bench;

import io.sessionvault.local.lambda.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From the start of a process to its first answers.
final class ColdStarts {
    static final String TABLE = "Cold start";
    static final Column START = new Column("start to first next (ms)", 0);
    static final Column FIRST = new Column("first invocation (ms)", 0);
    static final Column COLD = new Column("cold, both (ms)", 0);
    static final Column SECOND = new Column("second invocation (ms)", 1);
    static final Column CPU = new Column("CPU to first answer (ms)", 0);
    static final Column CLASSES = new Column("classes", 0);
    static final Column RSS = new Column("peak RSS (MiB)", 0);
    static final Column ZIPPED = new Column("zipped (MB)", 2);
    static final Column UNZIPPED = new Column("unzipped (MB)", 2);

    private static final List<Column> MEASURED = List.of(START, FIRST, COLD, SECOND, CPU, RSS);
    private static final double THOUSAND = 1000;

    private final Workbench bench;
    private final Table table =
            new Table(
                    TABLE,
                    """
                    Process start to the first question for an event, and the first event, which is real work: check-log and the
                    others of its kind check one log (HeadObject, ListObjectVersions, and who the members are) on the loopback server;
                    check-stored-logs judges one stored log there; the rest work on the stand-in with 2 governed Regions: onboard-account
                    and sweep-account look at a governed account, list-accounts begins a run, check-vault looks at the vault, and
                    write-report reports a run whose parts failed. "Restored by SnapStart": init and its hooks before the checkpoint are over,
                    and what AWS needs to restore the snapshot is not in it; its CPU is that of the init, too. The second invocation is
                    the same event again: what is left of the first where priming has done the rest.\
                    """,
                    List.of(START, FIRST, COLD, SECOND, CPU, CLASSES, RSS, ZIPPED, UNZIPPED));

    ColdStarts(Workbench bench, Report report) {
        this.bench = bench;
        report.add(table);
    }

    /// Measures all subjects in turns; a first round warms up this process and the disk's cache.
    Table measure(List<Subject> subjects, int rounds) {
        for (int round = 0; round <= rounds; round++) {
            for (Subject subject : subjects) {
                measure(subject, round > 0);
            }
        }
        subjects.forEach(this::describe);
        return table;
    }

    private void measure(Subject subject, boolean isCounted) {
        String name = subject.variant().name();
        String answer;
        Running ended;
        List<Double> figures = new ArrayList<>();
        subject.begin().run();
        try (Running running = new Running(bench, subject.variant(), subject.endpoint())) {
            // What a function asks before its snapshot is no part of its answers.
            subject.begin().run();
            Running.Answer first = running.invoke(subject.event());
            double cpu = running.meter().cpuSeconds() * THOUSAND;
            double rss = running.meter().peakMebibytes();
            Running.Answer second = running.invoke(subject.event());
            figures.addAll(
                    List.of(
                            running.startMillis(),
                            first.millis(),
                            running.startMillis() + first.millis(),
                            second.millis(),
                            cpu,
                            rss));
            answer = first.body();
            ended = running;
        } catch (IllegalStateException failed) {
            table.refuse(name, String.valueOf(failed.getMessage()));
            return;
        }
        Optional<String> wrong = subject.judgement().wrong(answer, ended.verdicts(), 2);
        wrong.ifPresent(reason -> table.refuse(name, reason));
        if (isCounted) {
            for (int at = 0; at < MEASURED.size(); at++) {
                table.add(name, MEASURED.get(at), figures.get(at));
            }
        }
    }

    /// What needs no clock.
    private void describe(Subject subject) {
        String name = subject.variant().name();
        if (table.isRefused(name) || !(subject.variant().launch() instanceof Launch.Jvm jvm)) {
            return;
        }
        PackageSize size = PackageSize.of(subject.variant().code());
        table.add(name, ZIPPED, size.zippedMegabytes());
        table.add(name, UNZIPPED, size.megabytes());
        try {
            table.add(name, CLASSES, (double) loadedClasses(subject, jvm));
        } catch (IllegalStateException failed) {
            table.refuse(name, String.valueOf(failed.getMessage()));
        }
    }

    private long loadedClasses(Subject subject, Launch.Jvm jvm) {
        try {
            Path log = Files.createTempFile("classes-", ".log");
            List<String> options = new ArrayList<>(jvm.options());
            options.add("-Xlog:class+load:file=" + log);
            Variant logging =
                    subject.variant().launched("classes", new Launch.Jvm(options, jvm.classPath()));
            try (Running running = new Running(bench, logging, subject.endpoint())) {
                running.invoke(subject.event());
            }
            try (var lines = Files.lines(log)) {
                return lines.filter(line -> line.contains(" source: ")).count();
            } finally {
                Files.delete(log);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
