package io.sessionvault.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.CurrentObjects;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.RunListing;
import io.sessionvault.report.ChangingBucket.Change;
import io.sessionvault.report.ChangingBucket.What;
import io.sessionvault.rule.LocatedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Decision 14, "no gap": keys are written, overwritten, hidden, cleaned up and written again while a
/// run lists the bucket, and each key is looked at once.
class NoGapPropertyTest {
    /// Times in listings are whole seconds.
    private static final Instant SECOND = Instant.parse("2026-11-28T03:15:00Z");

    private static final Instant START = SECOND.plusMillis(500);
    private static final int DAY = 24 * 60;

    @Property(tries = 3000)
    void everyKeyIsLookedAtOnceAndNothingThatWasDeletedIsMissed(
            @ForAll("changing") ChangingBucket bucket, @ForAll("runs") ListedRun run) {
        ListedRun.Result result = run.over(bucket);

        // Where an object came and went before the listing began, and there is no other, nobody can
        // tell that from a listing that was lost.
        if (result.batches() > 0) {
            assertThat(result.lost()).as("a lost part").isEmpty();
        }
        assertThat(result.keys()).as("keys that count").doesNotHaveDuplicates();
        bucket.at(START).keySet().stream()
                .filter(key -> isThereForGood(bucket, key))
                .forEach(key ->
                        assertThat(result.keys().contains(key) || result.vault().contains(key))
                                .as("%s is looked at", key)
                                .isTrue());
        assertThat(ids(result.findings())).containsAll(deletedBefore(bucket));
    }

    /// Who takes away a version or a marker for good can show or hide a key without leaving a trace:
    /// then it is told that a part is lost.
    @Property(tries = 3000)
    void whatIsTakenAwayForGoodMakesNoGapThatNobodyIsToldOf(
            @ForAll("removing") ChangingBucket bucket, @ForAll("runs") ListedRun run) {
        ListedRun.Result result = run.over(bucket);

        Set<String> removed =
                bucket.changes().stream()
                        .filter(change -> change.what() == What.REMOVE)
                        .map(Change::key)
                        .collect(Collectors.toSet());
        if (result.lost().isEmpty()) {
            bucket.at(START).keySet().stream()
                    .filter(key -> isThereForGood(bucket, key))
                    .filter(key -> !removed.contains(key))
                    .forEach(key ->
                            assertThat(result.keys().contains(key) || result.vault().contains(key))
                                    .as("%s is looked at", key)
                                    .isTrue());
        }
    }

    /// What was there when the run began, and was not taken away meanwhile.
    private static boolean isThereForGood(ChangingBucket bucket, String key) {
        Instant end = START.plus(Duration.ofDays(2));
        KeyHistory last = bucket.at(end).get(key);
        return last != null
                && last.entries().stream().anyMatch(entry -> entry.lastModified().isBefore(SECOND));
    }

    /// The findings about what was deleted when the run began and is so still.
    private static Set<String> deletedBefore(ChangingBucket bucket) {
        Instant end = START.plus(Duration.ofDays(2));
        return bucket.at(START).values().stream()
                .filter(history -> history.equals(bucket.at(end).get(history.key())))
                .filter(history -> !history.hasObject())
                .flatMap(history ->
                        ListedRun.HISTORIES
                                .check(history, CurrentObjects.of(List.of(history)), START)
                                .stream())
                .map(LocatedFinding::id)
                .collect(Collectors.toSet());
    }

    private static Set<String> ids(List<LocatedFinding> findings) {
        return findings.stream().map(LocatedFinding::id).collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<ChangingBucket> changing() {
        return bucket(What.PUT, What.PUT, What.HIDE, What.CLEAN_UP);
    }

    @Provide
    Arbitrary<ChangingBucket> removing() {
        return bucket(What.PUT, What.PUT, What.HIDE, What.REMOVE);
    }

    private static Arbitrary<ChangingBucket> bucket(What... kinds) {
        Arbitrary<Integer> minutes =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(-420 * DAY, -DAY),
                        Arbitraries.integers().between(-40 * DAY, -DAY),
                        Arbitraries.integers().between(-90, 0),
                        Arbitraries.integers().between(0, 240),
                        Arbitraries.integers().between(0, 240));
        Arbitrary<Change> change =
                Combinators.combine(
                                Arbitraries.of(kinds),
                                Arbitraries.integers().between(0, 9),
                                minutes,
                                Arbitraries.frequencyOf(
                                        Tuple.of(4, Arbitraries.just(0)),
                                        Tuple.of(1, Arbitraries.integers().between(1, 59))))
                        .as(NoGapPropertyTest::change);
        return change.list().ofMinSize(5).ofMaxSize(40).map(ChangingBucket::new);
    }

    /// What happens in the second in which the run begins happens just after it has begun.
    private static Change change(What what, int key, int minute, int inParts) {
        Instant at = SECOND.plus(Duration.ofMinutes(minute));
        Duration later = Duration.ofMinutes(what == What.PUT ? inParts : 0).plusMillis(700);
        return new Change(what, "11112222333" + key, at, at.plus(later));
    }

    @Provide
    Arbitrary<ListedRun> runs() {
        Arbitrary<Duration> waits = Arbitraries.integers().between(0, 120).map(Duration::ofMinutes);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 90),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(1, 4),
                        waits.list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.integers().between(0, 300))
                .as((listed, perKey, size, after, vault) ->
                        new ListedRun(
                                START,
                                START.plus(Duration.ofMinutes(listed)),
                                Duration.ofMinutes(perKey),
                                size,
                                after,
                                Duration.ofMinutes(vault)));
    }

    @Property
    void aKeyThatNobodyTouchesIsInTheListing(@ForAll("changing") ChangingBucket bucket) {
        Instant end = START.plus(Duration.ofHours(4));
        bucket.at(end)
                .forEach((key, history) -> {
                    boolean shown = bucket.shows(key, START.plusSeconds(30));
                    switch (new RunListing(START).standing(history)) {
                        case SHOWN -> assertThat(shown).as(key).isTrue();
                        case HIDDEN -> assertThat(shown).as(key).isFalse();
                        case OPEN, NEW -> {}
                    }
                });
    }
}
