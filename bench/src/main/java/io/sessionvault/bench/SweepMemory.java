package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.organizations.Organization;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Whether a function that looks at one account after the other takes more and more memory.
final class SweepMemory {
    static final String TABLE = "Memory of sweep-account, one process";
    static final Column RSS = new Column("RSS (MiB)", 0);
    static final Column LIVE = new Column("live heap (MiB)", 1);
    static final Column COMMITTED = new Column("heap taken (MiB)", 0);
    static final Column PEAK = new Column("peak RSS (MiB)", 0);

    private static final int ACCOUNTS = 50;
    private static final List<Integer> LOOKS = List.of(50, 100, 200, 300, 400);

    private final Workbench bench;
    private final Table table =
            new Table(
                    TABLE,
                    """
                    %d governed accounts with one role each, %d Regions, looked at in turn. The live heap is what is left after a collection
                    that is asked for; what the heap has taken is measured before it.\
                    """
                            .formatted(ACCOUNTS, Organization.DEFAULT_REGIONS.size()),
                    List.of(RSS, COMMITTED, LIVE, PEAK));

    SweepMemory(Workbench bench, Report report) {
        this.bench = bench;
        report.add(table);
    }

    /// Measures with the memory that the template gives, and with half of it.
    void measure() {
        try (StandInVault vault = new StandInVault(bench, Organization.DEFAULT_REGIONS, Map.of())) {
            List<AccountId> accounts =
                    IntStream.range(0, ACCOUNTS)
                            .mapToObj(number -> vault.account("team-" + number))
                            .toList();
            vault.govern(accounts);
            Variant whole = vault.function("sweep-account", "SweepAccount");
            measure(vault, whole, accounts);
            measure(vault, whole.withMemory(whole.memoryMegabytes() / 2), accounts);
        }
    }

    private void measure(StandInVault vault, Variant variant, List<AccountId> accounts) {
        try (Running running = new Running(bench, variant, vault.endpoint())) {
            int done = 0;
            for (int looks : LOOKS) {
                String row = "%d MB, after %d accounts".formatted(variant.memoryMegabytes(), looks);
                for (; done < looks; done++) {
                    sweep(running, accounts.get(done % accounts.size()), row);
                }
                look(running.meter(), row);
                // The stand-in remembers each call, on the same machine.
                vault.aws().calls().clear();
            }
        }
    }

    private void look(ProcessMeter meter, String row) {
        table.add(row, RSS, meter.residentMebibytes());
        table.add(row, PEAK, meter.peakMebibytes());
        HeapMeter heap = new HeapMeter(meter.pid());
        table.add(row, COMMITTED, heap.takenMebibytes());
        table.add(row, LIVE, heap.liveMebibytes());
    }

    private void sweep(Running running, AccountId account, String row) {
        String answer = running.invoke(AccountSweeps.event(account)).body();
        if (!answer.contains("\"COVERED\"") || answer.contains("\"UNKNOWN\"")) {
            table.refuse(row, answer);
        }
    }
}
