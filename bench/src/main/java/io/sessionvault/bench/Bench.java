package io.sessionvault.bench;

import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.StoredVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// All measurements, or some of them: prints their tables and writes them as JSON.
public final class Bench {
    /// What can be measured by itself.
    enum Part {
        /// Cold starts.
        COLD,
        /// Warm checks of arriving logs.
        WARM,
        /// Warm checks in a large organization.
        LARGE,
        /// Sweeps of stored logs and of accounts.
        SWEEP,
        /// Memory of a function that sweeps hundreds of accounts.
        MEMORY,
        /// Onboarding.
        ONBOARDING
    }

    private final Workbench bench;
    private final int rounds;
    private final Report report = new Report();
    private final Comparators others;

    private Bench(Workbench bench, int rounds) {
        this.bench = bench;
        this.rounds = rounds;
        others = new Comparators(bench, report);
    }

    /// Runs in the current directory, the repository's root.
    ///
    /// @param arguments the parts, divided by commas, and the number of rounds
    public static void main(String[] arguments) throws IOException {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : arguments[0].split(",", -1)) {
            parts.add(Part.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
        Path repository = Path.of("").toAbsolutePath();
        int rounds = Integer.parseInt(arguments[1]);
        new Bench(Workbench.at(repository), rounds).run(parts);
        // A part that broke off may have left a server behind.
        System.exit(0);
    }

    private void run(Set<Part> parts) throws IOException {
        Map<String, String> circumstances = Circumstances.now(bench.repository(), rounds);
        circumstances.forEach((name, value) -> System.out.printf("%-12s %s%n", name, value));
        for (Part part : parts) {
            int before = report.tables().size();
            try {
                measure(part);
            } catch (RuntimeException failed) {
                // What the other parts measure is worth as much without this one.
                failed.printStackTrace();
                report.miss("the part %s broke off: %s".formatted(part, failed));
            }
            report.tables().stream().skip(before).forEach(table -> Report.print(table, System.out));
        }
        circumstances.put("loadAtTheEnd", Circumstances.load());
        List<Target> targets = Targets.of(report);
        System.out.printf("%nTargets (medians of this run)%n");
        targets.forEach(target -> System.out.println(target.line()));
        Path file =
                bench.repository()
                        .resolve("target/bench")
                        .resolve(
                                "bench-%s.json"
                                        .formatted(
                                                String.valueOf(circumstances.get("date"))
                                                        .replace(":", "")));
        JsonReport.write(file, circumstances, report, targets);
        System.out.printf("%n%s%nload at the end: %s%n", file, Circumstances.load());
    }

    private void measure(Part part) {
        switch (part) {
            case COLD -> cold();
            case WARM -> warm();
            case LARGE -> new LargeOrganizations(bench, report).measure(rounds);
            case SWEEP -> sweep();
            case MEMORY -> new SweepMemory(bench, report).measure();
            case ONBOARDING -> onboarding();
        }
    }

    private void cold() {
        StoredVault one = bench.vault(Events.keys(1));
        try (LoopbackAws aws = new LoopbackAws(one);
                StandInVault standIn =
                        new StandInVault(bench, List.of("us-east-1", "eu-west-1"), Map.of())) {
            LoopbackSubjects loopback = new LoopbackSubjects(aws, one);
            List<Subject> subjects = new ArrayList<>();
            subjects.add(loopback.bare(others.empty(), Work.NONE));
            CheckLogVariants.ofStart(bench, loopback)
                    .forEach(variant -> subjects.add(loopback.check(variant)));
            subjects.add(loopback.check(others.plain()));
            subjects.add(loopback.check(others.powertools()));
            others.python(1).ifPresent(variant -> subjects.add(loopback.check(variant)));
            others.node(1).ifPresent(variant -> subjects.add(loopback.check(variant)));
            subjects.add(loopback.stored(bench.product("check-stored-logs", "CheckStoredLogs")));
            subjects.addAll(new StandInSubjects(standIn).all());
            new ColdStarts(bench, report).measure(subjects, rounds);
        }
    }

    private void warm() {
        StoredVault vault = bench.vault(Events.keys(1));
        int concurrency = Comparators.CHECK_CONCURRENCY;
        Map<Variant, Work> variants = new LinkedHashMap<>();
        CheckLogVariants.of(bench).forEach(variant -> variants.put(variant, Work.CHECK));
        variants.put(others.sdk(concurrency), Work.HEAD);
        variants.put(others.http(concurrency), Work.HEAD);
        variants.put(others.empty(), Work.NONE);
        Stream.of(others.python(concurrency), others.node(concurrency))
                .flatMap(found -> found.stream())
                .forEach(variant -> variants.put(variant, Work.CHECK));
        try (LoopbackAws aws = new LoopbackAws(vault)) {
            new WarmChecks(bench, aws, vault, report).measure(variants, rounds);
            new CheckMemory(bench, aws, vault, report).measure();
        }
    }

    private void sweep() {
        StoredVault vault = bench.vault(Events.keys(StoredLogSweeps.KEYS));
        try (LoopbackAws aws = new LoopbackAws(vault)) {
            new StoredLogSweeps(bench, aws, vault, report).measure(others, rounds);
        }
        new AccountSweeps(bench, report).measure(rounds);
    }

    private void onboarding() {
        new Onboardings(bench, report).measure(rounds);
    }
}
