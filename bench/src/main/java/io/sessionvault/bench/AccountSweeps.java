package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.aws.organizations.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How fast accounts are looked at in a compliance run.
final class AccountSweeps {
    static final String TABLE = "Sweep of accounts, 20 ms latency";
    static final Column RATE = new Column("accounts x Regions/s", 1);
    static final Column WALL = new Column("wall (ms/account)", 0);
    static final Column CPU = new Column("CPU (ms/account)", 0);
    static final Column CALLS = new Column("calls/account", 1);
    static final Column RSS = new Column("peak RSS (MiB)", 0);

    private static final String ROW = "sweep-account, one after the other";
    private static final int ACCOUNTS = 10;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final double MILLIS = 1000;

    private final Workbench bench;
    private final Table table =
            new Table(
                    TABLE,
                    """
                    %d governed accounts with one role each, %d Regions, in a warm function on the stand-in, every call 20 ms longer. The
                    stand-in works on the same processors, and answers with what AWS would: the wall time is an upper bound.\
                    """
                            .formatted(ACCOUNTS, Organization.DEFAULT_REGIONS.size()),
                    List.of(RATE, WALL, CPU, CALLS, RSS));

    AccountSweeps(Workbench bench, Report report) {
        this.bench = bench;
        report.add(table);
    }

    void measure(int rounds) {
        try (StandInVault vault = new StandInVault(bench, Organization.DEFAULT_REGIONS, Map.of())) {
            List<AccountId> accounts =
                    IntStream.range(0, ACCOUNTS)
                            .mapToObj(number -> vault.account("team-" + number))
                            .toList();
            vault.govern(accounts);
            try (Running running =
                    new Running(
                            bench,
                            vault.function("sweep-account", "SweepAccount"),
                            vault.endpoint())) {
                sweep(running, accounts.getFirst());
                vault.aws().faults().latency(LATENCY);
                for (int round = 0; round < rounds; round++) {
                    measure(vault, running, accounts);
                }
                table.add(ROW, RSS, running.meter().peakMebibytes());
            }
        }
    }

    private void measure(StandInVault vault, Running running, List<AccountId> accounts) {
        vault.aws().calls().clear();
        double before = running.meter().cpuSeconds();
        double millis = 0;
        for (AccountId account : accounts) {
            millis += sweep(running, account);
        }
        double cpu = running.meter().cpuSeconds() - before;
        List<RecordedCall> calls = vault.aws().calls().list();
        if (calls.stream().anyMatch(RecordedCall::isWrite)) {
            table.refuse(ROW, "it wrote something");
        }
        int regions = Organization.DEFAULT_REGIONS.size();
        table.add(ROW, RATE, accounts.size() * regions / (millis / MILLIS));
        table.add(ROW, WALL, millis / accounts.size());
        table.add(ROW, CPU, cpu * MILLIS / accounts.size());
        table.add(ROW, CALLS, (double) calls.size() / accounts.size());
    }

    /// What the state machine hands over.
    static String event(AccountId account) {
        return """
        {"run": {"id": "bench", "startedAt": "2026-11-24T03:00:00Z", "mode": "PLAN", "logs": "CHANGED"},
         "account": {"id": "%s", "name": "team", "state": "ACTIVE"}}\
        """
                .formatted(account);
    }

    private double sweep(Running running, AccountId account) {
        Running.Answer answer = running.invoke(event(account));
        if (!answer.body().contains("\"COVERED\"") || answer.body().contains("\"UNKNOWN\"")) {
            table.refuse(ROW, answer.body());
        }
        return answer.millis();
    }
}
