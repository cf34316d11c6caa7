package io.sessionvault.local.statemachine;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Which errors of a task are met with another attempt, and when.
///
/// @param errors the errors' names
/// @param interval the first wait
/// @param attempts how often at most, without the first attempt
/// @param backoff by what each wait is longer than the one before
/// @param longest the longest wait
/// @param jitter whether the wait is shortened by chance
record Retrier(
        List<String> errors,
        Duration interval,
        int attempts,
        double backoff,
        Duration longest,
        boolean jitter) {
    /// Source: Amazon States Language, "Retrying after error": the defaults.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /// Copies the names.
    Retrier {
        errors = List.copyOf(errors);
    }

    static Retrier read(Fields fields) {
        Retrier retrier =
                new Retrier(
                        fields.texts("ErrorEquals"),
                        fields.seconds("IntervalSeconds", INTERVAL),
                        (int) fields.number("MaxAttempts", 3),
                        fields.number("BackoffRate", 2),
                        fields.seconds("MaxDelaySeconds", NO_LIMIT),
                        fields.has("JitterStrategy")
                                && fields.oneOf("JitterStrategy", "FULL", "NONE").equals("FULL"));
        fields.end();
        return retrier;
    }

    /// How long to wait before an attempt.
    ///
    /// @param earlier how many waits there have been
    Duration wait(int earlier, RandomGenerator chance) {
        double seconds = (double) interval.toSeconds() * Math.pow(backoff, earlier);
        double limited = Math.min(seconds, (double) longest.toSeconds());
        return Duration.ofMillis(
                Math.round(1000 * (jitter ? limited * chance.nextDouble() : limited)));
    }
}
