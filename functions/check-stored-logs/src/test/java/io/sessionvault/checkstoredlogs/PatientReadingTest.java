package io.sessionvault.checkstoredlogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.checkstoredlogs.PatientReading.Question;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.ObjectState.Stored;
import io.sessionvault.log.Uploader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// In virtual time: nobody sleeps.
class PatientReadingTest {
    private static final Duration LIMIT = Duration.ofSeconds(270);

    private final VirtualTime time = new VirtualTime();
    private final Instant begin = time.instant();
    private final Random random = new Random(9);
    private final FakeBucket bucket = new FakeBucket("arn:aws:kms:eu-central-1:111111111111:key/1");
    private final PatientReading reading =
            new PatientReading(bucket.logs(), time, time, random::nextDouble);
    private final List<Instant> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"3000, 2500", "3000, 500", "3000, 125", "500, 2500"})
    void describesEachLogHoweverOftenS3IsTooBusy(int logs, int share) {
        busy(() -> random.nextInt(100) < 40);

        List<ObjectState> states = read(logs, share);

        assertThat(states).hasSize(logs).allMatch(Stored.class::isInstance);
        assertThat(asked).hasSizeGreaterThan(logs * 3 / 2);
        assertThat(taken()).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 500})
    void endsInTimeWhenS3IsTooBusyForEver(int share) {
        busy(() -> true);

        List<ObjectState> states = read(3000, share);

        assertThat(states)
                .hasSize(3000)
                .allMatch(state ->
                        state instanceof ObjectState.Unknown(_, boolean mayPass) && mayPass);
        assertThat(taken()).isBetween(LIMIT.minusSeconds(6), LIMIT);
        assertThat(asked.size() / (double) LIMIT.toSeconds())
                .as("questions per second: S3 is hardly asked any more")
                .isLessThan(share * 0.23);
    }

    @Test
    void asksAboutNoneAThirdTimeBeforeAllWereAskedAbout() {
        busy(() -> true);

        List<ObjectState> states = read(3000, 125);

        assertThat(bucket.heads).hasSize(3000);
        assertThat(states).noneMatch(state -> state.toString().contains("was not asked"));
    }

    @Test
    void saysOfWhichItHadNoTimeToAsk() {
        List<ObjectState> states =
                reading.read(questions(30), 10, begin.plus(Duration.ofSeconds(2)));

        assertThat(states.stream().filter(Stored.class::isInstance)).hasSize(20);
        assertThat(states.stream().filter(state -> state.toString().contains("was not asked")))
                .hasSize(10);
    }

    /// What has its turn at the end of a second may reach S3 at the beginning of the next.
    @ParameterizedTest
    @CsvSource({"2500, 0", "2500, 40", "500, 0", "500, 40", "125, 10"})
    void neverAsksMoreOftenThanItsShare(int share, int refused) {
        busy(() -> random.nextInt(100) < refused);

        read(3000, share);

        asked.sort(null);
        for (int first = 0; first + share + PatientReading.AT_ONCE < asked.size(); first++) {
            assertThat(
                            Duration.between(
                                    asked.get(first),
                                    asked.get(first + share + PatientReading.AT_ONCE)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(asked.size() / (taken().toNanos() / 1e9)).isLessThanOrEqualTo(share * 1.001);
    }

    @Test
    void asksOnceWhereS3Refuses() {
        List<Question> questions = questions(1);
        bucket.refused.put(questions.getFirst().object().versionId().orElseThrow(), 403);
        busy(() -> false);

        assertThat(reading.read(questions, 2500, begin.plus(LIMIT)))
                .singleElement()
                .isInstanceOf(ObjectState.Unknown.class);
        assertThat(asked).hasSize(1);
    }

    private void busy(BooleanSupplier isBusy) {
        bucket.isBusy =
                () -> {
                    synchronized (asked) {
                        asked.add(time.instant());
                        return isBusy.getAsBoolean();
                    }
                };
    }

    private List<ObjectState> read(int logs, int share) {
        return reading.read(questions(logs), share, begin.plus(LIMIT));
    }

    private List<Question> questions(int logs) {
        List<Question> questions = new ArrayList<>();
        for (int log = 0; log < logs; log++) {
            String key = "222222222222/eu-central-1/jo-" + log + ".log";
            String version = bucket.put(key, "2026-11-23T12:00:00Z");
            questions.add(
                    new Question(
                            new LogObject(
                                    "session-logs",
                                    key,
                                    Optional.of(version),
                                    new Uploader.NotKept()),
                            Earlier.NOTHING));
        }
        return questions;
    }

    private Duration taken() {
        return Duration.between(begin, time.instant());
    }
}
