package io.sessionvault.watch;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.VersionName.Origin;
import io.sessionvault.reconcile.ObservedHistory.Version;
import io.sessionvault.sweep.Session;
import io.sessionvault.watch.SeenSession.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the sessions since a switch say of it, half an hour later.
class SwitchJudgeTest {
    private static final Instant SWITCHED = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant NOW = SWITCHED.plus(Duration.ofMinutes(30));
    private static final String PREFERENCES = "SSM-SessionManagerRunShell";

    private final SwitchJudge judge = new SwitchJudge(MEMBER, times("1 O -60, 2 V 0"), NOW);

    /// A document in words: the number of each version, who wrote it (`V` the vault, `B` the vault to
    /// go back, `R` the vault to give back, `O` others), and when, in minutes after the switch.
    private static List<Version> versions(String words) {
        List<Version> versions = new ArrayList<>();
        for (String each : words.split(", ", -1)) {
            String[] part = each.split(" ", -1);
            Instant created = SWITCHED.plus(Duration.ofMinutes(Long.parseLong(part[2])));
            Origin origin =
                    switch (part[1]) {
                        case "V" -> new Origin.Vault(Optional.of("1"), Optional.empty());
                        case "B" -> new Origin.RolledBack("1");
                        case "R" -> new Origin.Returned("1");
                        default -> new Origin.Others();
                    };
            versions.add(new Version(part[0], origin, Optional.of(created)));
        }
        return versions;
    }

    static TextTimes times(String words) {
        return times(SWITCHED, versions(words));
    }

    private static TextTimes times(Instant switched, List<Version> versions) {
        Instant sent = switched.minusSeconds(5);
        return new TextTimes(
                new Watch(
                        MEMBER,
                        new TreeSet<>(List.of(IRELAND)),
                        sent,
                        sent.plus(Duration.ofHours(1))),
                versions);
    }

    /// A session in words: person, target, minutes after the switch, how it ended (`F` failed, `T`
    /// terminated, `C` connected, `P` neither, with an `L` behind it where its log is there), seconds
    /// that it lasted (a dash where nobody knows), and a document where it is not the preferences. A
    /// person or target `?` is not known.
    private static SeenSession session(String words) {
        String[] part = words.trim().split(" ");
        Instant start = SWITCHED.plus(Duration.ofMinutes(Long.parseLong(part[2])));
        boolean isOver = part[3].startsWith("F") || part[3].startsWith("T");
        Optional<Instant> end =
                isOver && !part[4].equals("-")
                        ? Optional.of(start.plusSeconds(Long.parseLong(part[4])))
                        : Optional.empty();
        return new SeenSession(
                new Session(
                        String.join("-", part),
                        part[0].equals("?") ? Session.UNKNOWN_OWNER : part[0],
                        part[1].equals("?") ? Session.UNKNOWN_TARGET : part[1],
                        part.length > 5 ? part[5] : PREFERENCES,
                        part[3].startsWith("F"),
                        start,
                        end),
                isOver ? State.OVER : part[3].startsWith("C") ? State.CONNECTED : State.PENDING);
    }

    private static List<SeenSession> sessions(String words) {
        List<SeenSession> sessions = new ArrayList<>();
        for (String each : words.split(",", -1)) {
            if (!each.isBlank()) {
                sessions.add(session(each));
            }
        }
        return sessions;
    }

    private Verdict judge(List<SeenSession> sessions) {
        Set<String> logged =
                sessions.stream()
                        .map(seen -> seen.session().id())
                        .filter(id -> id.matches(".*-[FT]L-.*"))
                        .collect(Collectors.toSet());
        return judge.judge(sessions, logged, Set.of());
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Works(int sessions) -> "works " + sessions;
            case Verdict.NothingSeen() -> "nothing";
            case Verdict.Tell tell -> "tell " + tell.failing().size();
            case Verdict.GoBack back -> "back " + back.failing().size();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Both answers that a refused session may get.
                "ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                "ada i-1 5 T 15, bob i-2 6 T 15; back 2",
                "ada i-1 5 F -, bob i-2 6 T 16; back 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, bob i-2 7 F 15; back 3",
                "ada i-1 5 F 0, bob i-2 6 F 1; back 2",
                // Too few of them.
                "; nothing",
                "ada i-1 5 F 15; tell 1",
                "ada i-1 5 F 15, ada i-2 6 F 15; tell 2",
                "ada i-1 5 F 15, bob i-1 6 F 15; tell 2",
                // Something works.
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 T 60; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 TL 9; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 FL 9; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 29 C -; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 28 C -; tell 2",
                "ada i-1 5 T 3600; works 1",
                "ada i-1 5 C -, bob i-2 6 TL 9; works 2",
                // Nothing is known of these.
                "ada i-1 5 P -, bob i-2 6 P -; nothing",
                "ada i-1 5 T 45, bob i-2 6 T -; nothing",
                // They failed late, as where the target looks for the bucket for minutes.
                "ada i-1 5 F 61, bob i-2 6 F 180; tell 2",
                "ada i-1 5 F 61; tell 1",
                "ada i-1 5 F 61, bob i-2 6 TL 9; works 1",
                "ada i-1 5 F 61, bob i-2 6 F 90, eve i-3 7 TL 9; tell 2",
                // It may have worked: its log may still come.
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 27 T 45; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 27 F 45; back 2",
                "ada i-1 5 FL 61; works 1",
                "ada i-1 5 F 61, bob i-2 6 F 3600; tell 1",
                // Their users gave up while the target looked for the bucket.
                "ada i-1 5 T 90, bob i-2 6 T 120; tell 2",
                "ada i-1 5 T 45, bob i-2 6 T 31; tell 2",
                "ada i-1 5 T 90, ada i-2 6 T 90; nothing",
                "ada i-1 5 T 90, bob i-2 6 T 90, eve i-3 7 TL 9; works 1",
                "ada i-1 5 TL 90, bob i-2 6 TL 120; works 2",
                "ada i-1 24 T 90, bob i-2 24 T 90; nothing",
                "ada i-1 16 C -, bob i-2 20 C -; nothing",
                "ada i-1 5 T 900; works 1",
                "ada i-1 5 T 899; nothing",
                // Who is not known may be one and the same.
                "ada i-1 5 F 15, ? i-2 6 F 15; tell 2",
                "ada i-1 5 F 15, bob ? 6 F 15; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, ? ? 7 F 15; back 3",
                // Their clocks differ.
                "ada i-1 5 T -9, bob i-2 6 T -1; tell 2",
                "ada i-1 5 F -9, bob i-2 6 F -1; back 2",
                // Logs may still come.
                "ada i-1 25 F 15, bob i-2 26 T 15; nothing",
                "ada i-1 24 F 15, bob i-2 26 T 15; tell 1",
                "ada i-1 24 F -, bob i-2 24 T 15; back 2",
                // Not by the text that the switch wrote.
                "ada i-1 0 F 15, bob i-2 0 F 15; nothing",
                "ada i-1 0 T 600, bob i-2 2 F 15, eve i-3 3 F 15; back 2",
                "ada i-1 -5 T 600, bob i-2 2 F 15, eve i-3 3 F 15; back 2",
                "ada i-1 5 F 15 AWS-StartPortForwardingSession, bob i-2 6 F 15 Team; nothing",
                "ada ecs:a_b_c 5 F 15, bob i-2 6 F 15; tell 1",
                "ada i-1 5 T 3600 AWS-StartSSHSession, bob i-2 6 F 15, eve i-3 7 F 15; back 2",
                // They failed before, too.
                "ada i-1 -5 F 15, ada i-1 5 F 15, bob i-2 6 F 15; tell 2",
                "ada i-9 -5 F 15, ada i-1 5 F 15, bob i-2 6 F 15; tell 2",
                "eve i-1 -5 F 15, ada i-1 5 F 15, bob i-2 6 F 15; tell 2",
                "eve i-3 -5 F 15, ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                "ada i-1 -31 F 15, ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                "ada i-1 -5 TL 9, ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                "eve i-3 -5 F 15, eve i-3 4 F 15, ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                // The AWS CLI without its plugin starts a session and ends it.
                "ada i-1 5 T 1; nothing",
                "ada i-1 5 T 1, bob i-2 6 T 2; tell 2",
                "ada i-1 5 T 1, bob i-2 6 F 15; tell 1",
                "ada i-1 5 T 1, bob i-2 6 T 2, eve i-3 7 TL 90; works 1",
                "ada i-1 5 T 1, bob i-2 6 T 2, eve i-3 7 T 90; tell 2",
                // A second is enough for a command.
                "ada i-1 5 TL 1, bob i-2 6 TL 2; works 2",
                "ada i-1 5 TL 1, bob i-2 6 T 2; works 1",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 TL 1; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 TL -9; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 29 T 1; tell 2",
                "ada i-1 5 F 15, bob i-2 6 F 15, eve i-3 7 T 1; back 2",
            })
    void judgesBySessionsSinceTheSwitch(String sessions, String verdict) {
        assertThat(text(judge(sessions(sessions == null ? "" : sessions)))).isEqualTo(verdict);
    }

    @Test
    void aSessionWithoutADocumentIsByThePreferencesAndOnlyUnclearOnesNeedTheirLog() {
        List<SeenSession> all =
                sessions(
                        "ada i-1 -4 F 15, ada i-1 5 F 15, bob i-2 6 T 15, eve i-3 7 T 90,"
                                + " kim i-4 8 C -, joe i-6 9 T 1, lea i-5 29 F 3");

        assertThat(judge.needingLog(all))
                .extracting(Session::owner)
                .containsExactly("lea", "joe", "eve", "bob", "ada", "ada");
        assertThat(judge.earliest()).isEqualTo(SWITCHED.minus(Duration.ofMinutes(30)));
    }

    /// Else the larger a lock-out is, the less it would be taken back.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"eve i-3 7 F 15; back 2", "eve i-3 7 T 15; tell 2"})
    void whatFailedAndWasNotAskedForIsNoReasonToStay(String unasked, String verdict) {
        List<SeenSession> all = sessions("ada i-1 5 F 15, bob i-2 6 F 15, " + unasked);

        assertThat(text(judge.judge(all, Set.of(), Set.of(all.getLast().session().id()))))
                .isEqualTo(verdict);
    }

    @Test
    void whatFailedAfterTheSwitchWasTakenBackSaysNothingOfIt() {
        assertThat(
                        text(
                                new SwitchJudge(MEMBER, times("1 O -60, 2 V 0, 3 B 10"), NOW)
                                        .judge(
                                                sessions("ada i-1 5 F 15, bob i-2 11 F 15"),
                                                Set.of(),
                                                Set.of())))
                .isEqualTo("tell 1");
    }

    @Test
    void theLastLookCountsWhatBeganBeforeTheEndOfTheWatch() {
        Instant last = SWITCHED.plus(Duration.ofMinutes(66));
        SwitchJudge judge = new SwitchJudge(MEMBER, times("1 O -60, 2 V 0"), last);

        assertThat(
                        text(
                                judge.judge(
                                        sessions("ada i-1 58 F 15, bob i-2 59 F 15"),
                                        Set.of(),
                                        Set.of())))
                .isEqualTo("back 2");
        assertThat(
                        text(
                                judge.judge(
                                        sessions("ada i-1 58 F 15, bob i-2 60 F 15"),
                                        Set.of(),
                                        Set.of())))
                .isEqualTo("tell 1");
    }

    /// What failed by a text of the vault says nothing of the time before the vault.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // The vault wrote again between the failures and the look.
                "1 O -60, 2 V 0, 3 V 7; 0; ada i-1 2 F 15, bob i-2 5 F 15; back 2",
                "1 O -60, 2 V 0, 3 V 7, 4 V 9; 0; ada i-1 2 F 15, bob i-2 8 F 15; back 2",
                // The later one's own watch.
                "1 O -60, 2 V 0, 3 V 7; 7; ada i-1 2 F 15, ada i-1 9 F 15, bob i-2 10 F 15; back 2",
                // It went back, and a person let it go on.
                "1 O -60, 2 V -9, 3 B -3, 4 V 0; 0; ada i-1 -8 F 15, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " back 2",
                // The first watch, after that.
                "1 O -60, 2 V -9, 3 B -3, 4 V 0; -9; ada i-1 5 F 15, bob i-2 6 F 15; back 2",
                "1 O -60, 2 V -9, 3 B -3, 4 V 0; -9; eve i-3 -2 T 600, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " back 2",
                // A session just after it went back may have had the text from before.
                "1 O -60, 2 V -9, 3 B -3, 4 V 0; 0; ada i-1 -3 F 15, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " back 2",
                // Without the vault's text it failed, too.
                "1 O -60, 2 V -9, 3 B -3, 4 V 0; 0; ada i-1 -2 F 15, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " tell 2",
                "1 O -60, 2 V -9, 3 R -3, 4 V 0; 0; ada i-1 -2 F 15, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " tell 2",
                "1 O -60, 2 V -9, 3 O -3, 4 V 0; 0; ada i-1 -2 F 15, ada i-1 5 F 15, bob i-2 6 F 15;"
                        + " tell 2",
                "1 O -60, 2 V 0, 3 V 7; 0; ada i-1 -2 F 15, ada i-1 5 F 15, bob i-2 6 F 15; tell 2",
            })
    void judgesByTheTextThatSessionsHad(
            String versions, int watched, String sessions, String verdict) {
        TextTimes all = times(SWITCHED.plus(Duration.ofMinutes(watched)), versions(versions));

        assertThat(
                        text(
                                new SwitchJudge(MEMBER, all, NOW)
                                        .judge(sessions(sessions), Set.of(), Set.of())))
                .isEqualTo(verdict);
    }
}
