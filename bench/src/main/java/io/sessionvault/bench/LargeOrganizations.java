package io.sessionvault.bench;

import io.sessionvault.bench.loopback.LoopbackAws;
import io.sessionvault.bench.loopback.StoredVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Whether a log costs more where the organization is large.
final class LargeOrganizations {
    static final String TABLE = "Arrivals and the size of the organization";
    static final Column CPU = new Column("CPU (us/log)", 0);
    static final Column P50 = new Column("p50 (us/log)", 0);

    private static final List<Integer> SIZES = List.of(100, 20_000);
    private static final int BATCH = 100;
    private static final int WARM_UP = 60;
    private static final int INVOCATIONS = 30;
    private static final double MICROS = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Workbench bench;
    private final Table table;

    LargeOrganizations(Workbench bench, Report report) {
        this.bench = bench;
        table =
                report.add(
                        new Table(
                                TABLE,
                                "Batches of 100 arrivals in a warm check-log that has read a list of so many members.",
                                List.of(CPU, P50)));
    }

    private record Organization(String row, StoredVault vault, LoopbackAws aws, Running running) {}

    void measure(int rounds) {
        List<Organization> organizations = new ArrayList<>();
        try {
            for (int size : SIZES) {
                StoredVault vault = large(size);
                LoopbackAws aws = new LoopbackAws(vault);
                organizations.add(
                        new Organization(
                                String.format(Locale.ROOT, "%,6d accounts", size),
                                vault,
                                aws,
                                new Running(
                                        bench,
                                        bench.product("check-log", "CheckLog"),
                                        aws.endpoint())));
            }
            organizations.forEach(each -> invoke(each, WARM_UP));
            for (int round = 0; round < rounds; round++) {
                organizations.forEach(this::measure);
            }
        } finally {
            organizations.forEach(each -> {
                each.running().close();
                each.aws().close();
            });
        }
    }

    private StoredVault large(int size) {
        StoredVault small = bench.vault(Events.keys(1));
        List<String> accounts = new ArrayList<>(small.accounts());
        IntStream.range(accounts.size(), size).mapToObj("%012d"::formatted).forEach(accounts::add);
        return new StoredVault(small.bucket(), small.keyArn(), accounts, small.keys());
    }

    private void measure(Organization organization) {
        double before = organization.running().meter().cpuSeconds();
        Samples perLog = invoke(organization, INVOCATIONS);
        double cpu = organization.running().meter().cpuSeconds() - before;
        table.add(organization.row(), CPU, cpu * MICROS / (INVOCATIONS * BATCH));
        table.add(organization.row(), P50, perLog.percentile(50));
    }

    private Samples invoke(Organization organization, int times) {
        String event = Events.arrivals(organization.vault(), BATCH);
        Samples perLog = new Samples();
        for (int time = 0; time < times; time++) {
            Running.Answer answer = organization.running().invoke(event);
            perLog.add(answer.millis() * MICROS_PER_MILLI / BATCH);
            LoopbackSubjects.wrongBatch(answer.body())
                    .ifPresent(reason -> table.refuse(organization.row(), reason));
        }
        return perLog;
    }
}
