package io.sessionvault.checkstoredlogs;

import io.sessionvault.aws.InParallel;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.Pacer;
import io.sessionvault.aws.SharedPace;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// Asks S3 about the versions of a batch no faster than it may, and again about those that S3 does
/// not describe for now, for as long as there is time.
///
/// Source: docs/decisions/0039.
final class PatientReading {
    /// Each question waits for S3; more at once than this only wait for each other.
    static final int AT_ONCE = 200;

    /// The longest rest after the first round. Each further one may be twice as long.
    private static final Duration FIRST_REST = Duration.ofMillis(200);

    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private static final ObjectState NOT_ASKED =
            new ObjectState.Unknown(
                    "S3 was not asked about the object: the function's time was over before", true);

    private final LogReader logs;
    private final InstantSource clock;
    private final Pacer.Pause pause;
    private final DoubleSupplier random;

    /// @param logs asks S3, each question once
    /// @param clock what time it is
    /// @param pause how to let time pass
    /// @param random numbers from 0 to 1, so that batches side by side do not rest alike
    PatientReading(LogReader logs, InstantSource clock, Pacer.Pause pause, DoubleSupplier random) {
        this.logs = logs;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /// A version to ask about.
    ///
    /// @param object the version
    /// @param earlier what the listing shows of the time before it
    record Question(LogObject object, Earlier earlier) {}

    /// Asks all, in rounds: nobody is asked about a third time while another waits for the first.
    ///
    /// @param share how many questions a second are allowed
    /// @param end when no question is asked any more
    /// @return the answers in the order of the questions; where time was over, the last refusal
    List<ObjectState> read(List<Question> questions, int share, Instant end) {
        SharedPace pace = new SharedPace(clock, pause, share);
        List<ObjectState> states =
                new ArrayList<>(Collections.nCopies(questions.size(), NOT_ASKED));
        List<Integer> open = IntStream.range(0, questions.size()).boxed().toList();
        for (Duration longest = FIRST_REST; ; longest = longer(longest)) {
            List<ObjectState> answers =
                    InParallel.map(
                            open,
                            AT_ONCE,
                            index -> ask(questions.get(index), states.get(index), pace, end));
            for (int i = 0; i < open.size(); i++) {
                states.set(open.get(i), answers.get(i));
            }
            open = open.stream().filter(index -> mayPass(states.get(index))).toList();
            if (open.isEmpty() || !rested(longest, end)) {
                return states;
            }
        }
    }

    private ObjectState ask(Question question, ObjectState before, SharedPace pace, Instant end) {
        if (!pace.await(end)) {
            return before;
        }
        ObjectState state = logs.readListed(question.object(), question.earlier());
        if (mayPass(state)) {
            pace.refused();
        } else {
            pace.answered();
        }
        return state;
    }

    /// Whether there was time to rest, and is some left.
    private boolean rested(Duration longest, Instant end) {
        Duration rest = Duration.ofNanos((long) (longest.toNanos() * random.getAsDouble()));
        if (!clock.instant().plus(rest).isBefore(end)) {
            return false;
        }
        pause.pass(rest);
        return true;
    }

    private static Duration longer(Duration rest) {
        Duration twice = rest.multipliedBy(2);
        return twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
    }

    private static boolean mayPass(ObjectState state) {
        return state instanceof ObjectState.Unknown(_, boolean mayPass) && mayPass;
    }
}
