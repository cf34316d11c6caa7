package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.aws.InParallel;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.Run;
import io.sessionvault.log.CurrentObjects;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.KeyHistory.Version;
import io.sessionvault.log.KeyOrder;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.log.LogCheck;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Membership;
import io.sessionvault.log.Uploader;
import io.sessionvault.log.Verdict;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges everything that the bucket holds in the range of a batch: from the batch's first key up
/// to the next key behind its last that is in the plain listing, too. So each key lies in the range
/// of one batch, those included that only have a delete marker to show; only what lies before the
/// bucket's first object lies in none, which is check-vault's to look at.
final class CheckStoredLogs {
    /// Each check waits for S3; more at once than this only wait for each other.
    private static final int CONCURRENCY = 200;

    /// The previous run may have listed the bucket before what was being written at the time.
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final VerdictCount COMPLIANT = new VerdictCount(1, 0, 0, 0, 0);
    private static final VerdictCount NON_COMPLIANT = new VerdictCount(0, 1, 0, 0, 0);
    private static final VerdictCount NOT_APPLICABLE = new VerdictCount(0, 0, 1, 0, 0);
    private static final VerdictCount UNDETERMINED = new VerdictCount(0, 0, 0, 1, 0);
    private static final VerdictCount UNCHANGED = new VerdictCount(0, 0, 0, 0, 1);

    private final Vault vault;
    private final HistoryCheck histories;
    private final VersionReader versions;
    private final LogReader logs;
    private final RunMembers members;

    CheckStoredLogs(
            Vault vault,
            HistoryCheck histories,
            VersionReader versions,
            LogReader logs,
            RunMembers members) {
        this.vault = vault;
        this.histories = histories;
        this.versions = versions;
        this.logs = logs;
        this.members = members;
    }

    /// A version among those of its key.
    private record Candidate(KeyHistory history, Version version) {}

    /// What became of one version.
    private record Judged(VerdictCount count, List<LocatedFinding> findings) {}

    /// What lies between a batch's first key and where the next one has to begin.
    ///
    /// @param next the first key behind it that the plain listing has to show; null at the end
    private record Range(List<KeyHistory> keys, @Nullable String next) {}

    LogSweep check(StoredBatch batch) {
        Range listed = range(batch);
        List<KeyHistory> range = listed.keys();
        CurrentObjects objects = CurrentObjects.of(range);
        Map<AccountId, Membership> memberships = members.of(batch.run(), accounts(range));
        KnownRegions regions = members.regions();
        List<Candidate> candidates =
                range.stream()
                        .flatMap(history ->
                                history.versions().stream()
                                        .map(version -> new Candidate(history, version)))
                        .toList();
        List<Judged> judged =
                InParallel.map(
                        candidates,
                        CONCURRENCY,
                        candidate -> judge(candidate, batch.run(), memberships, regions));
        // Both judges find an overwritten log, in the same words.
        List<LocatedFinding> findings =
                Stream.concat(
                                range.stream()
                                        .flatMap(history ->
                                                histories
                                                        .check(
                                                                history,
                                                                objects,
                                                                batch.run().startedAt())
                                                        .stream()),
                                judged.stream().flatMap(each -> each.findings().stream()))
                        .distinct()
                        .toList();
        return new LogSweep(
                judged.stream().map(Judged::count).reduce(VerdictCount.NONE, VerdictCount::plus),
                findings,
                new LogSweep.KeyRange(batch.first(), listed.next()));
    }

    private Range range(StoredBatch batch) {
        List<KeyHistory> range = new ArrayList<>();
        AtomicReference<@Nullable String> next = new AtomicReference<>();
        versions.keys(
                KeyOrder.before(batch.first()),
                history -> {
                    if (KeyOrder.compare(history.key(), batch.first()) < 0) {
                        return true;
                    }
                    boolean isBehind = KeyOrder.compare(history.key(), batch.last()) > 0;
                    // What arrived after the run began may be in no batch, and so may what has
                    // been hidden since: it ends no range.
                    if (isBehind
                            && history.hasObject()
                            && history.hadObject(batch.run().startedAt())) {
                        next.set(history.key());
                        return false;
                    }
                    if (!isBehind || !history.hasObject()) {
                        range.add(history);
                    }
                    return true;
                });
        return new Range(range, next.get());
    }

    private Set<AccountId> accounts(List<KeyHistory> range) {
        return range.stream()
                .flatMap(history -> vault.prefixes().place(history.key()).stream())
                .map(Placement::account)
                .collect(Collectors.toSet());
    }

    private Judged judge(
            Candidate candidate,
            Run run,
            Map<AccountId, Membership> memberships,
            KnownRegions regions) {
        KeyHistory history = candidate.history();
        Version version = candidate.version();
        Earlier earlier = histories.earlier(history, version);
        boolean isOverwriting = earlier != Earlier.NOTHING;
        if (isUnchanged(version, run)) {
            return new Judged(isOverwriting ? NON_COMPLIANT : UNCHANGED, List.of());
        }
        LogObject object =
                new LogObject(
                        vault.bucket(),
                        history.key(),
                        Optional.of(version.versionId()),
                        new Uploader.NotKept());
        Optional<Placement> placement = vault.prefixes().place(history.key());
        Membership membership =
                placement
                        .map(place -> memberships.get(place.account()))
                        .orElseGet(() -> new Membership.Unknown("the key names no account"));
        Verdict verdict =
                LogCheck.check(
                        object,
                        logs.readListed(object, earlier),
                        membership,
                        regions.standing(
                                placement.flatMap(Placement::region),
                                Optional.of(version.lastModified())),
                        vault);
        return switch (verdict) {
            case Verdict.Compliant() -> new Judged(COMPLIANT, List.of());
            case Verdict.NotApplicable _ -> new Judged(NOT_APPLICABLE, List.of());
            case Verdict.NonCompliant(List<Finding> findings) ->
                    new Judged(NON_COMPLIANT, located(candidate, findings));
            case Verdict.Undetermined(String reason) ->
                    new Judged(
                            isOverwriting ? NON_COMPLIANT : UNDETERMINED,
                            located(
                                    candidate,
                                    List.of(new Finding(Rule.LOG_UNDETERMINED, reason))));
        };
    }

    private List<LocatedFinding> located(Candidate candidate, List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        histories.located(candidate.history(), candidate.version(), finding))
                .toList();
    }

    private static boolean isUnchanged(Version version, Run run) {
        return switch (run.logs()) {
            case ALL -> false;
            case CHANGED ->
                    run.since() != null
                            && version.lastModified().isBefore(run.since().minus(OVERLAP));
        };
    }
}
