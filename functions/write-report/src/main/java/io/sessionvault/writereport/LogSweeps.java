package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.rule.LocatedFinding;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// The batches of stored logs, as they are read: counts are added up, findings kept.
final class LogSweeps implements ResultReader.Gathering<LogSweep> {
    private final AtomicReference<VerdictCount> count = new AtomicReference<>(VerdictCount.NONE);
    private final Queue<LocatedFinding> findings = new ConcurrentLinkedQueue<>();
    private final Queue<LostItem> lost = new ConcurrentLinkedQueue<>();

    @Override
    public void add(LogSweep sweep) {
        count.accumulateAndGet(sweep.count(), VerdictCount::plus);
        findings.addAll(sweep.findings());
    }

    @Override
    public void fail(String name, String input, Failure failure) {
        lost.add(new LostItem(firstKey(name, input), failure));
    }

    @Override
    public void lose(LostItem item) {
        lost.add(item);
    }

    LogResults results() {
        return new LogResults.Judged(
                count.get(), findings.stream().toList(), lost.stream().toList());
    }

    private static String firstKey(String name, String input) {
        try {
            return ComplianceJson.MAPPER
                    .readTree(input)
                    .path("Items")
                    .path(0)
                    .path("key")
                    .asText(name);
        } catch (JsonProcessingException malformed) {
            return name;
        }
    }
}
