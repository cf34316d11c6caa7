package io.sessionvault.log;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.log.KeyHistory.DeleteMarker;
import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCheckTest {
    private static final String PREFIX = "222222222222/eu-central-1/";
    private static final String KEY = PREFIX + "jo-0e34861185201706f.log";
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final HistoryCheck CHECK =
            new HistoryCheck(VAULT.prefixes(), Duration.ofDays(365));

    @ParameterizedTest
    @CsvSource({
        // newest first; V and M with the days of their age        what is found
        "V0,                '' ",
        "V400,              '' ",
        "V0 V9,             LOG-OVERWRITTEN",
        "V0 V9 V10,         LOG-OVERWRITTEN LOG-OVERWRITTEN",
        // a log under the key of one that was deleted before
        "V0 M5,             LOG-OVERWRITTEN",
        "V0 M5 V9,          LOG-OVERWRITTEN",
        // deleted before its time
        "M0 V1,             LOG-DELETED",
        "M0 V364,           LOG-DELETED",
        "M10 V370,          LOG-DELETED",
        // hidden by the lifecycle
        "M0 V365,           '' ",
        "M0 V366,           '' ",
        "M20 V400,          '' ",
        // a second marker hides nothing more, and excuses nothing
        "M0 M360 V365,      LOG-DELETED",
        "M0 M1 V366,        '' ",
        // overwritten, then hidden in its time
        "M0 V366 V370,      LOG-OVERWRITTEN",
        // overwritten, then deleted
        "M0 V1 V2,          LOG-DELETED LOG-OVERWRITTEN",
        // nothing left of it but the marker
        "M0,                LOG-DELETED",
        "M29,               LOG-DELETED",
        "M30,               '' ",
        "M0 M40,            '' ",
        "M0 M1,             LOG-DELETED"
    })
    void findsWhatWasOverwrittenAndWhatWasDeletedBeforeItsTime(String listed, String found) {
        assertThat(rules(check(history(KEY, listed)))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "Standard_Stream/stderr, V0 V9, '' ",
        "Standard_Stream/stderr, M0 V9 V10, LOG-DELETED",
        "notes.txt,              V0 V9, LOG-OVERWRITTEN"
    })
    void letsTheOutputOfFailedSessionsBeOverwrittenButNotDeleted(
            String name, String listed, String found) {
        assertThat(rules(check(history(PREFIX + name, listed)))).isEqualTo(found);
    }

    /// The retention was 90, 180 or less than a year until somebody raised it: what expired before
    /// lies under the marker of the lifecycle for 30 days more.
    @ParameterizedTest
    @CsvSource({
        // the lifecycle acts at the midnight behind the day after the retention, and may be late
        "M5 V97,    '' ",
        "M29 V122,  '' ",
        "M5 V187,   '' ",
        // no retention ends there
        "M5 V96,    LOG-DELETED",
        "M5 V101,   LOG-DELETED",
        "M5 V155,   LOG-DELETED",
        "M5 V186,   LOG-DELETED",
        // none is so short
        "M0 V1,     LOG-DELETED",
        "M0 V89,    LOG-DELETED",
        "M0 V90,    LOG-DELETED"
    })
    void aLogThatExpiredUnderAnEarlierRetentionWasNotDeleted(String listed, String found) {
        assertThat(rules(check(history(KEY, listed)))).isEqualTo(found);
    }

    /// Had the lifecycle acted at that age, the neighbour would not be there.
    @ParameterizedTest
    @CsvSource({
        "V102,      LOG-DELETED",
        "V300,      LOG-DELETED",
        "V1 V300,   LOG-DELETED",
        "M2 V103,   LOG-DELETED LOG-DELETED",
        // young enough at the time, or hidden itself, or written later
        "V97,       '' ",
        "V4,        '' ",
        "M6 V98,    '' ",
        "M290 V300, LOG-DELETED"
    })
    void aMarkerAtThatAgeIsNoExcuseWhereAnOlderLogWasLeft(String neighbour, String found) {
        KeyHistory expired = history(KEY, "M5 V97");
        KeyHistory other = history(PREFIX + "ada-0a1b2c3d4e5f60718.log", neighbour);
        List<KeyHistory> range = List.of(other, expired);

        assertThat(
                        rules(
                                range.stream()
                                        .flatMap(history ->
                                                CHECK
                                                        .check(
                                                                history,
                                                                CurrentObjects.of(range),
                                                                NOW)
                                                        .stream())
                                        .filter(finding -> finding.rule() == Rule.LOG_DELETED)
                                        .toList()))
                .isEqualTo(found);
    }

    @Test
    void knowsTheRetentionsThatTheTemplateAllows() throws IOException {
        String template = Files.readString(Path.of("../../template.yaml"));
        Matcher allowed =
                Pattern.compile(
                                "\n  RetentionDays:.*?AllowedValues: \\[([0-9, ]+)\\]",
                                Pattern.DOTALL)
                        .matcher(template);

        assertThat(allowed.find()).isTrue();
        assertThat(HistoryCheck.RETENTIONS)
                .containsExactlyElementsOf(
                        Arrays.stream(allowed.group(1).split(", "))
                                .map(days -> Duration.ofDays(Long.parseLong(days)))
                                .toList());
    }

    @Test
    void saysWhereAndWhenALogWasDeleted() {
        assertThat(check(history(KEY, "M0 V1")))
                .containsExactly(
                        new LocatedFinding(
                                Rule.LOG_DELETED,
                                MEMBER,
                                FRANKFURT,
                                KEY,
                                "expected the object of 2026-11-23T03:00:00Z to stay until"
                                        + " 2027-11-23T03:00:00Z, found it under a delete marker of"
                                        + " 2026-11-24T03:00:00Z; version V1, marker M0"));
    }

    @Test
    void saysWhatIsKnownOfADeleteMarkerThatHidesNothing() {
        assertThat(check(history(KEY, "M0")).getFirst().detail())
                .contains("of 2026-11-24T03:00:00Z")
                .contains("it was removed, or there never was one; marker M0");
    }

    @Test
    void looksAtKeysOutsideEveryPrefixToo() {
        assertThat(check(history("any\u202egol.txt", "M0 V1 V2")))
                .extracting(LocatedFinding::id)
                .containsExactly(
                        "LOG-DELETED/-/-/any<U+202E>gol.txt",
                        "LOG-OVERWRITTEN/-/-/any<U+202E>gol.txt?versionId=V1");
    }

    @Test
    void leavesAFindingsIdAsItIsWhenTheLogIsOverwritten() {
        KeyHistory alone = history(KEY, "V5");
        KeyHistory overwritten = history(KEY, "V1 V5");
        Finding finding = new Finding(Rule.LOG_KEY, "another key");
        LocatedFinding before = CHECK.located(alone, version(5), finding);

        assertThat(before.detail()).isEqualTo("another key; version V5");
        assertThat(CHECK.located(overwritten, version(5), finding)).isEqualTo(before);
        assertThat(CHECK.located(overwritten, version(1), finding).id())
                .isEqualTo(before.id() + "?versionId=V1");
    }

    @ParameterizedTest
    @CsvSource({
        "V0,       false, true",
        "V2,       true,  true",
        "M0 V2,    true,  false",
        "M2 V3,    false, false",
        "V0 M2 V3, false, true",
        "V0 V2,    true,  true",
        "M0,       false, false"
    })
    void tellsWhetherAKeyHadAnObject(String listed, boolean yesterday, boolean now) {
        KeyHistory history = history(KEY, listed);

        assertThat(history.hadObject(NOW.minus(Duration.ofDays(1)))).isEqualTo(yesterday);
        assertThat(history.hasObject()).isEqualTo(now);
    }

    @Test
    void isNoHistoryWithoutAnything() {
        assertThatThrownBy(() -> new KeyHistory(KEY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<LocatedFinding> check(KeyHistory history) {
        return CHECK.check(history, CurrentObjects.of(List.of(history)), NOW);
    }

    private static String rules(List<LocatedFinding> findings) {
        return String.join(" ", findings.stream().map(finding -> finding.rule().id()).toList());
    }

    private static KeyHistory history(String key, String listed) {
        return new KeyHistory(
                key, Arrays.stream(listed.split(" ")).map(HistoryCheckTest::entry).toList());
    }

    private static Version version(int daysAgo) {
        return new Version("V" + daysAgo, NOW.minus(Duration.ofDays(daysAgo)), 42, false);
    }

    private static Entry entry(String entry) {
        int daysAgo = Integer.parseInt(entry.substring(1));
        return entry.startsWith("V")
                ? version(daysAgo)
                : new DeleteMarker(entry, NOW.minus(Duration.ofDays(daysAgo)));
    }
}
