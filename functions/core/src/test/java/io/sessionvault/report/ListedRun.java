package io.sessionvault.report;

import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.Behind;
import io.sessionvault.compliance.LogSweep.KeyRange;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.BatchKeys;
import io.sessionvault.log.CurrentObjects;
import io.sessionvault.log.FirstKeys;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.KeyOrder;
import io.sessionvault.log.RunListing;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.PrefixPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One run over a bucket that changes meanwhile: the listing of Step Functions, the batches and
/// check-vault, each at its own time, put together as the report does.
///
/// @param startedAt when the run began
/// @param listedAt when the listing came to its first key
/// @param perKey what it took from one key to the next
/// @param batchSize how many keys make a batch
/// @param batchesAfter how long after the listing each batch lists its versions, in turn
/// @param vaultAfter how long after the last batch check-vault lists
record ListedRun(
        Instant startedAt,
        Instant listedAt,
        Duration perKey,
        int batchSize,
        List<Duration> batchesAfter,
        Duration vaultAfter) {
    static final HistoryCheck HISTORIES =
            new HistoryCheck(PrefixPattern.parse("{accountId}"), Duration.ofDays(365));

    /// What the report makes of it.
    ///
    /// @param batches how many batches there were
    /// @param keys the keys that the batches looked at, each as often as it counts
    /// @param findings all findings, some of them twice in the same words
    /// @param lost what the report says was not looked at
    /// @param vault which keys check-vault looked at
    record Result(
            int batches,
            List<String> keys,
            List<LocatedFinding> findings,
            Optional<LostItem> lost,
            List<String> vault) {}

    Result over(ChangingBucket bucket) {
        List<String> items = items(bucket);
        List<LogSweep> sweeps = new ArrayList<>();
        for (int from = 0; from < items.size(); from += batchSize) {
            List<String> batch = items.subList(from, Math.min(from + batchSize, items.size()));
            int number = from / batchSize;
            sweeps.add(judged(bucket, batch, batchesAfter.get(number % batchesAfter.size())));
        }
        List<String> seen = new ArrayList<>();
        FirstKeys first = new FirstKeys(HISTORIES, startedAt);
        bucket.list(
                "",
                vaultAt(),
                history -> {
                    boolean goesOn = first.take(history);
                    if (goesOn) {
                        seen.add(history.key());
                    }
                    return goesOn;
                });
        bucket.list("", vaultAt(), first::takeAgain);
        VaultResult vault =
                new VaultResult.Checked(
                        new VaultSweep(
                                first.findings(),
                                true,
                                first.isEmpty(),
                                first.firstObject(),
                                null));
        List<LocatedFinding> told =
                Stream.of(
                                sweeps.stream().flatMap(sweep -> sweep.findings().stream()),
                                StoredRanges.behind(sweeps, List.of())
                                        .flatMap(part -> part.findings().stream()),
                                first.findings().stream())
                        .flatMap(each -> each)
                        .toList();
        return new Result(
                sweeps.size(),
                told.stream()
                        .filter(finding -> finding.rule() == Rule.LOG_UNDETERMINED)
                        .map(LocatedFinding::resource)
                        .toList(),
                told.stream().filter(finding -> finding.rule() != Rule.LOG_UNDETERMINED).toList(),
                StoredRanges.gap(sweeps.stream().map(LogSweep::range).toList(), vault),
                seen);
    }

    /// When the listing came to its end: there are ten keys at most.
    private Instant listed() {
        return listedAt.plus(perKey.multipliedBy(10));
    }

    /// The state machine calls check-vault when all batches are done.
    private Instant vaultAt() {
        return listed().plus(Collections.max(batchesAfter)).plus(vaultAfter);
    }

    private List<String> items(ChangingBucket bucket) {
        TreeSet<String> all = new TreeSet<>(KeyOrder::compare);
        bucket.changes().forEach(change -> all.add(change.key()));
        List<String> items = new ArrayList<>();
        Instant at = listedAt;
        for (String key : all) {
            if (bucket.shows(key, at)) {
                items.add(key);
            }
            at = at.plus(perKey);
        }
        return items;
    }

    private LogSweep judged(ChangingBucket bucket, List<String> batch, Duration after) {
        BatchKeys keys =
                new BatchKeys(batch.getFirst(), batch.getLast(), new RunListing(startedAt));
        bucket.list(KeyOrder.before(batch.getFirst()), listed().plus(after), keys::take);
        List<KeyHistory> range =
                keys.parts().stream().flatMap(part -> part.keys().stream()).toList();
        List<Behind> parts =
                keys.parts().stream().map(part -> found(part, CurrentObjects.of(range))).toList();
        return new LogSweep(
                VerdictCount.NONE,
                parts.getFirst().findings(),
                new KeyRange(batch.getFirst(), keys.next()),
                parts.subList(1, parts.size()));
    }

    /// That a key was looked at is a finding, too.
    private Behind found(BatchKeys.Part part, CurrentObjects objects) {
        return new Behind(
                part.first(),
                VerdictCount.NONE,
                part.keys().stream()
                        .flatMap(history ->
                                Stream.concat(
                                        Stream.of(
                                                new LocatedFinding(
                                                        Rule.LOG_UNDETERMINED,
                                                        null,
                                                        null,
                                                        history.key(),
                                                        "looked at")),
                                        HISTORIES.check(history, objects, startedAt).stream()))
                        .toList());
    }
}
