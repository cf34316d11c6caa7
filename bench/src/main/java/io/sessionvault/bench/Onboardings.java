package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.account.Regions;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.aws.fault.Settling;
import io.sessionvault.local.aws.organizations.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What it takes to onboard one account.
final class Onboardings {
    static final String TABLE = "Onboarding, 50 ms latency";
    static final String MEMORY = "Memory of onboard-account in 512 MB";
    static final String MEMORY_ROW = "onboard-account, 34 Regions";
    static final Column WALL = new Column("wall (s)", 2);
    static final Column CPU = new Column("CPU (s)", 2);
    static final Column CALLS = new Column("calls", 0);
    static final Column REGIONAL = new Column("most calls in a Region", 0);
    static final Column GLOBAL = new Column("other calls", 0);
    static final Column WRITES = new Column("write calls", 0);
    static final Column INVOCATIONS = new Column("invocations", 0);
    static final Column RSS = new Column("peak RSS (MiB)", 0);

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int SMALL = 512;
    private static final int MOST_INVOCATIONS = 20;
    private static final double MILLIS = 1000;
    private static final Set<String> REGIONAL_SERVICES = Set.of("ssm", "kms");

    private final Workbench bench;
    private final Report report;
    private final Table table =
            new Table(
                    TABLE,
                    """
                    One account with one role that can run the agent, in a warm function on the stand-in, every call 50 ms longer. A Region's
                    calls are those to Systems Manager and KMS, the others are global. "While AWS settles": the first AssumeRole into the
                    account is denied and its first Systems Manager call in each Region refused; the function is invoked, as by
                    its queue, until the account is governed, and the queue's waits between the invocations are not in the wall time. The
                    stand-in works on the same processors.\
                    """,
                    List.of(WALL, CPU, CALLS, REGIONAL, GLOBAL, WRITES, INVOCATIONS));

    Onboardings(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
        report.add(table);
    }

    /// The row of a new account.
    static String newAccount(int regions) {
        return "new account, %d Regions".formatted(regions);
    }

    /// The row of an account that needs no change.
    static String unchanged(int regions) {
        return "unchanged account, %d Regions".formatted(regions);
    }

    private static String settling(int regions) {
        return "new account while AWS settles, %d Regions".formatted(regions);
    }

    void measure(int rounds) {
        List<String> all = new ArrayList<>(Organization.DEFAULT_REGIONS);
        all.addAll(Regions.OPT_IN);
        try (StandInVault few = new StandInVault(bench, Organization.DEFAULT_REGIONS, Map.of());
                StandInVault many = new StandInVault(bench, all, Map.of())) {
            try (Running inFew = onboarding(few);
                    Running inMany = onboarding(many)) {
                for (int round = 0; round <= rounds; round++) {
                    round(few, inFew, Organization.DEFAULT_REGIONS.size(), round);
                    round(many, inMany, all.size(), round);
                }
            }
            memory(many, all.size());
            new CrowdedMember(bench, report).measure(few);
        }
    }

    private Running onboarding(StandInVault vault) {
        return new Running(
                bench, vault.function("onboard-account", "OnboardAccount"), vault.endpoint());
    }

    /// The first round warms up and does not count.
    private void round(StandInVault vault, Running running, int regions, int round) {
        boolean isCounted = round > 0;
        AccountId calm = vault.account("calm-" + round);
        measure(vault, running, newAccount(regions), calm, isCounted);
        measure(vault, running, unchanged(regions), calm, isCounted);
        Settling settling = vault.aws().faults().settling();
        settling.assumeRoleDeniedInNewAccounts(1);
        settling.systemsManagerRefusedInNewAccounts(1);
        AccountId young = vault.account("young-" + round);
        measure(vault, running, settling(regions), young, isCounted);
        vault.aws().faults().clear();
    }

    private void measure(
            StandInVault vault, Running running, String row, AccountId account, boolean isCounted) {
        vault.aws().faults().latency(LATENCY);
        vault.aws().calls().clear();
        double cpuBefore = running.meter().cpuSeconds();
        double millis = 0;
        int invocations = 0;
        String answer = "";
        while (!answer.contains("\"GOVERNED\"") && invocations < MOST_INVOCATIONS) {
            Running.Answer each = running.invoke(StandInVault.apply(account));
            millis += each.millis();
            invocations++;
            answer = each.body();
        }
        vault.aws().faults().latency(Duration.ZERO);
        double cpu = running.meter().cpuSeconds() - cpuBefore;
        if (!answer.contains("\"GOVERNED\"")) {
            table.refuse(row, answer);
        }
        if (isCounted) {
            table.add(row, WALL, millis / MILLIS);
            table.add(row, CPU, cpu);
            table.add(row, INVOCATIONS, invocations);
            count(row, vault.aws().calls().list());
        }
    }

    private void count(String row, List<RecordedCall> calls) {
        Map<String, Long> regional =
                calls.stream()
                        .filter(call -> REGIONAL_SERVICES.contains(call.operation().service()))
                        .map(call -> call.operation().region())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long inRegions = regional.values().stream().mapToLong(Long::longValue).sum();
        table.add(row, CALLS, calls.size());
        table.add(
                row,
                REGIONAL,
                regional.values().stream().mapToInt(Math::toIntExact).max().orElse(0));
        table.add(row, GLOBAL, calls.size() - (int) inRegions);
        table.add(row, WRITES, (int) calls.stream().filter(RecordedCall::isWrite).count());
    }

    private void memory(StandInVault vault, int regions) {
        Table memory =
                report.add(
                        new Table(
                                MEMORY,
                                "A fresh process; the heap may take 85 % of the function's memory; a new account and the same once more.",
                                List.of(RSS)));
        AccountId account = vault.account("memory");
        Variant small = vault.function("onboard-account", "OnboardAccount").withMemory(SMALL);
        try (Running running = new Running(bench, small, vault.endpoint())) {
            for (int time = 0; time < 2; time++) {
                String answer = running.invoke(StandInVault.apply(account)).body();
                if (!answer.contains("\"GOVERNED\"")) {
                    memory.refuse(MEMORY_ROW, "%d Regions: %s".formatted(regions, answer));
                }
            }
            memory.add(MEMORY_ROW, RSS, running.meter().peakMebibytes());
        }
    }
}
