package io.sessionvault.watch;

import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.sweep.Session;
import io.sessionvault.watch.SeenSession.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/// Whatever sessions there are, the vault goes back only for the reasons that it may.
class SwitchJudgePropertyTest {
    private static final Instant SWITCHED = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant NOW = SWITCHED.plus(Duration.ofMinutes(30));
    private static final SwitchJudge JUDGE =
            new SwitchJudge(MEMBER, SwitchJudgeTest.times("2 O -60, 3 V 0"), NOW);

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void itGoesBackOnlyForTwoTargetsAndTwoPeopleWhoseSessionsDidNotFailBefore(
            @ForAll("sessions") List<SeenSession> sessions) {
        Verdict verdict = judge(sessions);
        Statistics.label("goes back")
                .collect(verdict instanceof Verdict.GoBack)
                .coverage(seen -> seen.check(true).percentage(share -> share > 0.5));
        if (verdict instanceof Verdict.GoBack(List<Session> failing)) {
            assertThat(failing)
                    .allSatisfy(session -> {
                        assertThat(session.start()).isAfterOrEqualTo(SWITCHED.plusSeconds(60));
                        assertThat(sessions)
                                .filteredOn(seen -> seen.session().start().isBefore(SWITCHED))
                                .filteredOn(
                                        seen -> !seen.session().start().isBefore(JUDGE.earliest()))
                                .filteredOn(seen -> seen.session().failed())
                                .filteredOn(seen -> !isLogged(seen))
                                .filteredOn(seen -> seen.session().lasted(Duration.ofSeconds(30)))
                                .noneMatch(seen ->
                                        seen.session().owner().equals(session.owner())
                                                || seen.session()
                                                        .target()
                                                        .equals(session.target()));
                    });
            assertThat(failing.stream().map(Session::target).distinct()).hasSizeGreaterThan(1);
            assertThat(failing.stream().map(Session::owner).distinct()).hasSizeGreaterThan(1);
        }
    }

    @Property
    void oneThatWorksIsEnoughToStay(@ForAll("sessions") List<SeenSession> sessions) {
        List<SeenSession> more = new ArrayList<>(sessions);
        Instant start = SWITCHED.plusSeconds(120);
        more.add(
                new SeenSession(
                        new Session(
                                "worked",
                                "zoe",
                                "i-9",
                                "",
                                false,
                                start,
                                Optional.of(start.plusSeconds(61))),
                        State.OVER));

        assertThat(judge(more)).isNotInstanceOf(Verdict.GoBack.class);
    }

    /// Of which nobody has asked whether it has its log.
    @Property
    void oneOfWhichNobodyAskedIsEnoughToStay(@ForAll("sessions") List<SeenSession> sessions) {
        Set<String> newest =
                sessions.stream()
                        .filter(seen -> seen.session().start().isAfter(SWITCHED.plusSeconds(59)))
                        .filter(seen -> !seen.session().failed())
                        .map(seen -> seen.session().id())
                        .limit(1)
                        .collect(Collectors.toSet());

        if (!newest.isEmpty()) {
            assertThat(JUDGE.judge(sessions, Set.of(), newest))
                    .isNotInstanceOf(Verdict.GoBack.class);
        }
    }

    @Property
    void theOrderOfSessionsMeansNothing(
            @ForAll("sessions") List<SeenSession> sessions, @ForAll Random random) {
        List<SeenSession> shuffled = new ArrayList<>(sessions);
        Collections.shuffle(shuffled, random);

        assertThat(judge(shuffled)).hasSameClassAs(judge(sessions));
    }

    private static Verdict judge(List<SeenSession> sessions) {
        return JUDGE.judge(
                sessions,
                sessions.stream()
                        .filter(SwitchJudgePropertyTest::isLogged)
                        .map(seen -> seen.session().id())
                        .collect(Collectors.toSet()),
                Set.of());
    }

    private static boolean isLogged(SeenSession seen) {
        return seen.session().id().startsWith("logged");
    }

    @Provide
    Arbitrary<List<SeenSession>> sessions() {
        Arbitrary<Integer> starts =
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.integers().between(60, 24 * 60)),
                        Tuple.of(1, Arbitraries.integers().between(-40 * 60, 30 * 60)));
        Arbitrary<Integer> lengths = Arbitraries.of(1, 3, 15, 15, 15, 30, 31, 59, 60, 61);
        return Combinators.combine(
                        Arbitraries.of("ada", "bob", "eve", "kim"),
                        Arbitraries.of("i-1", "i-2", "i-3", "i-4"),
                        starts,
                        lengths,
                        Arbitraries.of(
                                "failed", "failed", "failed", "failed", "over", "logged", "open"),
                        Arbitraries.integers().between(1, 1_000_000))
                .as(SwitchJudgePropertyTest::session)
                .list()
                .ofMaxSize(7);
    }

    private static SeenSession session(
            String owner, String target, int start, int length, String how, int number) {
        Instant begun = SWITCHED.plusSeconds(start);
        boolean isOver = !how.equals("open");
        return new SeenSession(
                new Session(
                        how + number,
                        owner,
                        target,
                        "",
                        how.equals("failed"),
                        begun,
                        isOver ? Optional.of(begun.plusSeconds(length)) : Optional.empty()),
                isOver ? State.OVER : number % 2 == 0 ? State.PENDING : State.CONNECTED);
    }
}
