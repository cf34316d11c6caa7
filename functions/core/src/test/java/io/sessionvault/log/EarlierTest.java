package io.sessionvault.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.KeyHistory.DeleteMarker;
import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tells a log that was sent again from one that was replaced.
class EarlierTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:00:00Z");
    private static final Version VERSION = new Version("v", TIME, 42);

    /// Seconds before the version and the size; a D for a delete marker.
    @ParameterizedTest
    @CsvSource({
        "0 42, ALIKE",
        "1 42, ALIKE",
        "60 42, ALIKE",
        "61 42, SOMETHING_ELSE",
        "1 41, SOMETHING_ELSE",
        "1 43, SOMETHING_ELSE",
        "1 D, SOMETHING_ELSE",
        "1 42;2 42, ALIKE",
        "1 42;61 42, SOMETHING_ELSE",
        "1 42;2 7, SOMETHING_ELSE",
        "1 42;2 D, SOMETHING_ELSE",
        "1 42;2 D;3 42, SOMETHING_ELSE"
    })
    void onlyWhatIsOfTheSameSizeAndJustBeforeIsAlike(String before, Earlier expected) {
        List<Entry> entries = Arrays.stream(before.split(";")).map(EarlierTest::entry).toList();

        assertThat(Earlier.of(VERSION, entries)).isEqualTo(expected);
    }

    @Test
    void nothingBeforeIsNothing() {
        assertThat(Earlier.of(VERSION, List.of())).isEqualTo(Earlier.NOTHING);
    }

    @Test
    void aSizeThatNobodyTellsIsLikeNoOther() {
        Version untold = new Version("v", TIME, Version.UNTOLD);

        assertThat(Earlier.of(untold, List.of(untold))).isEqualTo(Earlier.SOMETHING_ELSE);
    }

    /// A key that is written three times: each version is held against all before it.
    @Test
    void aLogThatIsReplacedLaterIsNotExcusedByOneThatCameAtOnce() {
        Version first = new Version("v1", TIME.minusSeconds(3600), 42);
        Version forged = new Version("v2", TIME.minusSeconds(5), 42);
        KeyHistory history = new KeyHistory("k", List.of(VERSION, forged, first));

        assertThat(history.earlier(first)).isEqualTo(Earlier.NOTHING);
        assertThat(history.earlier(forged)).isEqualTo(Earlier.SOMETHING_ELSE);
        assertThat(history.earlier(VERSION)).isEqualTo(Earlier.SOMETHING_ELSE);
    }

    private static Entry entry(String text) {
        String[] parts = text.split(" ", -1);
        Instant time = TIME.minusSeconds(Long.parseLong(parts[0]));
        return parts[1].equals("D")
                ? new DeleteMarker("d" + parts[0], time)
                : new Version("v" + parts[0], time, Long.parseLong(parts[1]));
    }
}
