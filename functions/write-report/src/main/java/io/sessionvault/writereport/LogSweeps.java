package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.KeyRange;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.report.StoredRanges;
import io.sessionvault.rule.LocatedFinding;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// The batches of stored logs, as they are read: counts are added up, findings kept.
final class LogSweeps implements ResultReader.Gathering<LogSweep> {
    private final AtomicReference<VerdictCount> count = new AtomicReference<>(VerdictCount.NONE);
    private final Queue<LocatedFinding> findings = new ConcurrentLinkedQueue<>();

    /// Without what they found of their own keys.
    private final Queue<LogSweep> batches = new ConcurrentLinkedQueue<>();

    private final Queue<LostItem> lost = new ConcurrentLinkedQueue<>();

    @Override
    public void add(LogSweep sweep) {
        count.accumulateAndGet(sweep.count(), VerdictCount::plus);
        findings.addAll(sweep.findings());
        batches.add(new LogSweep(VerdictCount.NONE, List.of(), sweep.range(), sweep.behind()));
    }

    @Override
    public void fail(String name, String input, Failure failure) {
        lost.add(new LostItem(firstKey(name, input), failure));
    }

    @Override
    public void lose(LostItem item) {
        lost.add(item);
    }

    /// What was gathered. Where nothing is known to be lost, the batches together have to have
    /// looked at the whole bucket: an empty result is no proof that there was nothing to do.
    ///
    /// @param vault where the bucket begins
    LogResults results(VaultResult vault) {
        List<LogSweep> all = List.copyOf(batches);
        StoredRanges.behind(all, lost.stream().map(LostItem::item).toList())
                .forEach(part -> {
                    count.accumulateAndGet(part.count(), VerdictCount::plus);
                    findings.addAll(part.findings());
                });
        List<KeyRange> ranges = all.stream().map(LogSweep::range).toList();
        List<LostItem> missing =
                lost.isEmpty()
                        ? StoredRanges.gap(ranges, vault).stream().toList()
                        : lost.stream().toList();
        return new LogResults.Judged(count.get(), findings.stream().toList(), missing);
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
