package io.sessionvault.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.log.KeyHistory.DeleteMarker;
import io.sessionvault.log.KeyHistory.Entry;
import io.sessionvault.log.KeyHistory.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tells a log that was sent again from one that was replaced.
class EarlierTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:00:00Z");
    private static final Version VERSION = new Version("v", TIME, 42, false);

    /// Seconds before the version and the size; a D for a delete marker, a P for an upload in parts.
    @ParameterizedTest
    @CsvSource({
        "0 42, ALIKE",
        "1 42, ALIKE",
        "60 42, ALIKE",
        "61 42, SAME_SIZE",
        "-60 42, ALIKE",
        "-61 42, SAME_SIZE",
        "1 42 P, SAME_SIZE",
        "1 41, SOMETHING_ELSE",
        "1 43, SOMETHING_ELSE",
        "1 D, SOMETHING_ELSE",
        "1 42;2 42, ALIKE",
        "1 42;61 42, SAME_SIZE",
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
        assertThat(Earlier.onArrival(VERSION, Optional.of(TIME), List.of()))
                .isEqualTo(Earlier.NOTHING);
    }

    /// An upload in parts can begin a week before it is completed, and its time is when it began.
    @ParameterizedTest
    @CsvSource({"42", "6000000"})
    void anUploadInPartsIsNeverSentAgainForAllThatAListingShows(long size) {
        Version inParts = new Version("v", TIME, size, true);

        assertThat(Earlier.of(inParts, List.of(new Version("v0", TIME, size, false))))
                .isEqualTo(Earlier.SAME_SIZE);
    }

    /// The earlier version is of TIME. When the other was completed, its size, and what was in parts.
    @ParameterizedTest
    @CsvSource({
        "0, 42, '', ALIKE",
        "60, 42, '', ALIKE",
        "61, 42, '', SAME_SIZE",
        "-60, 42, '', ALIKE",
        "-61, 42, '', SAME_SIZE",
        ", 42, '', SAME_SIZE",
        // The agent sends nothing in parts that is so small.
        "1, 42, new, SAME_SIZE",
        "1, 42, old, SAME_SIZE",
        "1, 5242880, new old, SAME_SIZE",
        "1, 5242881, new old, ALIKE",
        "61, 5242881, new old, SAME_SIZE",
        "604800, 5242881, new old, SAME_SIZE"
    })
    void onArrivalTheTimeOfTheEventDecides(
            @Nullable Long seconds, long size, String inParts, Earlier expected) {
        // It began at the same time as the earlier one.
        Version version = new Version("v", TIME, size, inParts.contains("new"));
        Version before = new Version("v0", TIME, size, inParts.contains("old"));

        assertThat(
                        Earlier.onArrival(
                                version,
                                Optional.ofNullable(seconds).map(TIME::plusSeconds),
                                List.of(before)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "\"6f0f79337fae66b872d1828b3b9b9e9f\", false",
        "6f0f79337fae66b872d1828b3b9b9e9f, false",
        "\"6f0f79337fae66b872d1828b3b9b9e9f-1\", true",
        "6f0f79337fae66b872d1828b3b9b9e9f-10000, true",
        "'', true"
    })
    void theEtagTellsWhatWasUploadedInParts(String etag, boolean inParts) {
        assertThat(Version.isOfParts(etag)).isEqualTo(inParts);
    }

    @Test
    void aSizeThatNobodyTellsIsLikeNoOther() {
        Version untold = new Version("v", TIME, Version.UNTOLD, false);

        assertThat(Earlier.of(untold, List.of(untold))).isEqualTo(Earlier.SOMETHING_ELSE);
    }

    /// A key that is written three times: each version is held against all before it.
    @Test
    void aLogThatIsReplacedLaterIsNotExcusedByOneThatCameAtOnce() {
        Version first = new Version("v1", TIME.minusSeconds(3600), 42, false);
        Version forged = new Version("v2", TIME.minusSeconds(5), 42, false);
        KeyHistory history = new KeyHistory("k", List.of(VERSION, forged, first));

        assertThat(history.earlier(first)).isEqualTo(Earlier.NOTHING);
        assertThat(history.earlier(forged)).isEqualTo(Earlier.SAME_SIZE);
        assertThat(history.earlier(VERSION)).isEqualTo(Earlier.SAME_SIZE);
    }

    private static Entry entry(String text) {
        String[] parts = text.split(" ", -1);
        Instant time = TIME.minusSeconds(Long.parseLong(parts[0]));
        return parts[1].equals("D")
                ? new DeleteMarker("d" + parts[0], time)
                : new Version("v" + parts[0], time, Long.parseLong(parts[1]), parts.length > 2);
    }
}
