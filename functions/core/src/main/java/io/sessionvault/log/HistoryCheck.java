package io.sessionvault.log;

import io.sessionvault.log.KeyHistory.DeleteMarker;
import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.PrefixPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The judge of what the bucket's listing alone shows: what was overwritten, and what was deleted.
///
/// @param prefixes where each account keeps its logs
/// @param retention for how long a log is kept at least; then the bucket's lifecycle hides it under
///     a delete marker
public record HistoryCheck(PrefixPattern prefixes, Duration retention) {
    /// For so long at least the lifecycle leaves a version under its delete marker: `NoncurrentDays`
    /// of template.yaml.
    private static final Duration CLEANED_UP_AFTER = Duration.ofDays(30);

    /// The retentions that there can have been: the values that `RetentionDays` of template.yaml
    /// allows.
    static final List<Duration> RETENTIONS =
            Stream.of(90, 180, 365, 545, 731, 1096, 1827, 2557, 3653)
                    .map(Duration::ofDays)
                    .toList();

    private static final long DAY = Duration.ofDays(1).toSeconds();

    /// How late the lifecycle may be. S3 promises no time.
    private static final Duration LATE = Duration.ofDays(3);

    /// What the listing shows of one key.
    ///
    /// @param neighbours objects of the same bucket, which tell what its lifecycle left alone
    /// @param now what time it is
    public List<LocatedFinding> check(KeyHistory history, CurrentObjects neighbours, Instant now) {
        List<LocatedFinding> findings = new ArrayList<>();
        deleted(history, neighbours, now)
                .ifPresent(finding ->
                        findings.add(
                                located(
                                        history.key(),
                                        ForeignText.escaped(history.key()),
                                        finding)));
        for (Version version : history.versions()) {
            LogCheck.ofEarlier(earlier(history, version))
                    .ifPresent(finding -> findings.add(located(history, version, finding)));
        }
        return findings;
    }

    /// Tells whether what [#check] says of this key depends on its neighbours. Of few keys it does.
    public boolean dependsOnNeighbours(KeyHistory history, Instant now) {
        return !check(history, CurrentObjects.ALL, now)
                .equals(check(history, CurrentObjects.NONE, now));
    }

    /// Whose place a version took. The output of failed sessions takes its own by design.
    public Earlier earlier(KeyHistory history, Version version) {
        boolean byDesign =
                prefixes.place(history.key())
                        .filter(place -> LogCheck.isFailedSessionOutput(place.name()))
                        .isPresent();
        return byDesign ? Earlier.NOTHING : history.earlier(version);
    }

    /// A finding about one version of the key, and where.
    public LocatedFinding located(KeyHistory history, Version version, Finding finding) {
        return located(
                history.key(),
                history.resource(version),
                new Finding(finding.rule(), finding.detail() + "; version " + version.versionId()));
    }

    private LocatedFinding located(String key, String resource, Finding finding) {
        Optional<Placement> place = prefixes.place(key);
        return new LocatedFinding(
                finding.rule(),
                place.map(Placement::account).orElse(null),
                place.flatMap(Placement::region).orElse(null),
                resource,
                finding.detail());
    }

    private Optional<Finding> deleted(KeyHistory history, CurrentObjects neighbours, Instant now) {
        List<Entry> markers =
                history.entries().stream().takeWhile(DeleteMarker.class::isInstance).toList();
        if (markers.isEmpty()) {
            return Optional.empty();
        }
        // Later ones hide nothing that was not hidden already.
        Entry marker = markers.getLast();
        return history.versions().isEmpty()
                ? withoutVersion(marker, now)
                : hiding(marker, history.versions().getFirst(), neighbours);
    }

    private Optional<Finding> hiding(Entry marker, Version version, CurrentObjects neighbours) {
        Instant kept = version.lastModified().plus(retention);
        return marker.lastModified().isBefore(kept) && !hasExpired(marker, version, neighbours)
                ? deleted(
                        "expected the object of "
                                + version.lastModified()
                                + " to stay until "
                                + kept
                                + ", found it under a delete marker of "
                                + marker.lastModified()
                                + "; version "
                                + version.versionId()
                                + ", marker "
                                + marker.versionId())
                : Optional.empty();
    }

    /// Tells whether the marker may be the lifecycle's of a time when logs were kept for less: it came
    /// when one of the other retentions was over, and no log was left alone that was older then.
    private boolean hasExpired(Entry marker, Version version, CurrentObjects neighbours) {
        Instant hidden = marker.lastModified();
        return RETENTIONS.stream()
                .filter(shorter -> shorter.compareTo(retention) < 0)
                .filter(shorter -> {
                    Instant due = due(version.lastModified(), shorter);
                    return !hidden.isBefore(due) && !hidden.isAfter(due.plus(LATE));
                })
                .anyMatch(shorter ->
                        !neighbours.anyAt(
                                hidden,
                                written -> due(written, shorter).plus(LATE).isBefore(hidden)));
    }

    /// When the lifecycle hides a log: a day after its retention, at the midnight that follows.
    ///
    /// Source: S3 user guide, "Lifecycle rules based on an object's age".
    private static Instant due(Instant written, Duration retention) {
        long over = written.plus(retention).getEpochSecond() + DAY;
        return Instant.ofEpochSecond(Math.ceilDiv(over, DAY) * DAY);
    }

    /// When it was written is not known any more. The lifecycle removes what it has hidden, but not
    /// so soon.
    private static Optional<Finding> withoutVersion(Entry marker, Instant now) {
        return marker.lastModified().plus(CLEANED_UP_AFTER).isAfter(now)
                ? deleted(
                        "expected the version that the delete marker of "
                                + marker.lastModified()
                                + " hides to stay for "
                                + CLEANED_UP_AFTER.toDays()
                                + " days more, found none: it was removed, or there never was one;"
                                + " marker "
                                + marker.versionId())
                : Optional.empty();
    }

    private static Optional<Finding> deleted(String detail) {
        return Optional.of(new Finding(Rule.LOG_DELETED, detail));
    }
}
