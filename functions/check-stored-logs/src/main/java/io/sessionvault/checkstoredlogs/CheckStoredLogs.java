package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.checkstoredlogs.PatientReading.Question;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.Run;
import io.sessionvault.log.BatchKeys;
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
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.RunListing;
import io.sessionvault.log.Uploader;
import io.sessionvault.log.Verdict;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges everything that the bucket holds in the range of a batch: from the batch's first key to its
/// last, and behind it up to where another batch has begun. So each key lies in the range of one
/// batch, those included that only have a delete marker to show; only what lies before the bucket's
/// first object lies in none, which is check-vault's to look at.
final class CheckStoredLogs {
    /// The previous run may have listed the bucket before what was being written at the time.
    private static final Duration OVERLAP = RunListing.MARGIN;

    private static final VerdictCount COMPLIANT = new VerdictCount(1, 0, 0, 0, 0);
    private static final VerdictCount NON_COMPLIANT = new VerdictCount(0, 1, 0, 0, 0);
    private static final VerdictCount NOT_APPLICABLE = new VerdictCount(0, 0, 1, 0, 0);
    private static final VerdictCount UNDETERMINED = new VerdictCount(0, 0, 0, 1, 0);
    private static final VerdictCount UNCHANGED = new VerdictCount(0, 0, 0, 0, 1);

    private final Vault vault;
    private final HistoryCheck histories;
    private final VersionReader versions;
    private final PatientReading logs;
    private final RunMembers members;

    CheckStoredLogs(
            Vault vault,
            HistoryCheck histories,
            VersionReader versions,
            PatientReading logs,
            RunMembers members) {
        this.vault = vault;
        this.histories = histories;
        this.versions = versions;
        this.logs = logs;
        this.members = members;
    }

    /// A version among those of its key, and what S3 may be asked about it.
    private record Candidate(KeyHistory history, Version version, Question question) {
        boolean isOverwriting() {
            return question.earlier() != Earlier.NOTHING;
        }
    }

    /// What became of one version.
    private record Judged(VerdictCount count, List<LocatedFinding> findings) {}

    /// @param end when S3 is asked no more
    LogSweep check(StoredBatch batch, Instant end) {
        BatchKeys keys =
                new BatchKeys(batch.first(), batch.last(), new RunListing(batch.run().startedAt()));
        versions.keys(KeyOrder.before(batch.first()), keys::take);
        List<KeyHistory> range =
                keys.parts().stream().flatMap(part -> part.keys().stream()).toList();
        List<Candidate> candidates = range.stream().flatMap(this::candidates).toList();
        Iterator<Judged> judged = judged(candidates, batch, end).iterator();
        CurrentObjects objects = CurrentObjects.of(range);
        List<LogSweep.Behind> parts =
                keys.parts().stream()
                        .map(part -> found(part, objects, judged, batch.run()))
                        .toList();
        LogSweep.Behind own = parts.getFirst();
        return new LogSweep(
                own.count(),
                own.findings(),
                new LogSweep.KeyRange(batch.first(), keys.next()),
                parts.stream().skip(1).filter(CheckStoredLogs::hasSomething).toList());
    }

    private static boolean hasSomething(LogSweep.Behind part) {
        return !part.count().equals(VerdictCount.NONE) || !part.findings().isEmpty();
    }

    private Stream<Candidate> candidates(KeyHistory history) {
        return history.versions().stream()
                .map(version ->
                        new Candidate(
                                history,
                                version,
                                new Question(
                                        new LogObject(
                                                vault.bucket(),
                                                history.key(),
                                                Optional.of(version.versionId()),
                                                new Uploader.NotKept()),
                                        histories.earlier(history, version))));
    }

    /// What became of each, in their order.
    private List<Judged> judged(List<Candidate> candidates, StoredBatch batch, Instant end) {
        Predicate<Candidate> isUnchanged =
                candidate -> isUnchanged(candidate.version(), batch.run());
        Iterator<Judged> asked =
                asked(candidates.stream().filter(isUnchanged.negate()).toList(), batch, end)
                        .iterator();
        return candidates.stream()
                .map(candidate ->
                        isUnchanged.test(candidate)
                                ? new Judged(
                                        candidate.isOverwriting() ? NON_COMPLIANT : UNCHANGED,
                                        List.of())
                                : asked.next())
                .toList();
    }

    private List<Judged> asked(List<Candidate> candidates, StoredBatch batch, Instant end) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        RunMembers.EarlierRuns before = members.before();
        Memberships memberships = memberships(batch.run(), accounts(candidates), before);
        KnownRegions regions = before.regions();
        Iterator<ObjectState> states =
                logs.read(candidates.stream().map(Candidate::question).toList(), batch.share(), end)
                        .iterator();
        return candidates.stream()
                .map(candidate -> judge(candidate, states.next(), memberships, regions))
                .toList();
    }

    private Memberships memberships(
            Run run, Set<AccountId> accounts, RunMembers.EarlierRuns before) {
        Map<AccountId, Membership> now = members.of(run, accounts);
        boolean areAllLive =
                now.values().stream().allMatch(new Membership.Member(AccountState.ACTIVE)::equals);
        return new Memberships(now, areAllLive ? Map.of() : before.lastSeenLive());
    }

    /// @param judged what became of the versions of this part and of those behind it
    private LogSweep.Behind found(
            BatchKeys.Part part, CurrentObjects objects, Iterator<Judged> judged, Run run) {
        List<Judged> verdicts =
                part.keys().stream()
                        .flatMap(history -> history.versions().stream())
                        .map(version -> judged.next())
                        .toList();
        // Both judges find an overwritten log, in the same words.
        List<LocatedFinding> findings =
                Stream.concat(
                                part.keys().stream()
                                        .flatMap(history ->
                                                histories
                                                        .check(history, objects, run.startedAt())
                                                        .stream()),
                                verdicts.stream().flatMap(each -> each.findings().stream()))
                        .distinct()
                        .toList();
        return new LogSweep.Behind(
                part.first(),
                verdicts.stream().map(Judged::count).reduce(VerdictCount.NONE, VerdictCount::plus),
                Memberships.once(findings, vault.prefixes()));
    }

    private Set<AccountId> accounts(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.history().key())
                .distinct()
                .flatMap(key -> vault.prefixes().place(key).stream())
                .map(Placement::account)
                .collect(Collectors.toSet());
    }

    private Judged judge(
            Candidate candidate, ObjectState state, Memberships memberships, KnownRegions regions) {
        Version version = candidate.version();
        Optional<Placement> placement = vault.prefixes().place(candidate.history().key());
        Membership membership =
                placement
                        .map(place -> memberships.at(place.account(), version.lastModified()))
                        .orElseGet(() -> new Membership.Unknown("the key names no account"));
        Verdict verdict =
                LogCheck.check(
                        candidate.question().object(),
                        state,
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
                            candidate.isOverwriting() ? NON_COMPLIANT : UNDETERMINED,
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
