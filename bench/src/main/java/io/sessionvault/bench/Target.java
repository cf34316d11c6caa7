package io.sessionvault.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/// One figure that is to stay within a limit.
///
/// @param what what is compared
/// @param value the measured figure or ratio; empty when a part of it was not measured
/// @param bound on which side of the limit it has to be
/// @param limit the limit
public record Target(String what, OptionalDouble value, Bound bound, double limit) {
    /// On which side of the limit a figure has to be.
    public enum Bound {
        /// At most the limit.
        AT_MOST("at most"),
        /// At least the limit.
        AT_LEAST("at least");

        private final String words;

        Bound(String words) {
            this.words = words;
        }
    }

    /// How it came out.
    public enum Outcome {
        /// It keeps to the limit.
        MET,
        /// It does not.
        NOT_MET,
        /// This run cannot tell.
        NOT_MEASURED
    }

    /// One figure over another.
    public static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
        return of.isPresent() && to.isPresent() && to.getAsDouble() != 0
                ? OptionalDouble.of(of.getAsDouble() / to.getAsDouble())
                : OptionalDouble.empty();
    }

    /// How it came out.
    public Outcome outcome() {
        if (value.isEmpty()) {
            return Outcome.NOT_MEASURED;
        }
        boolean met =
                switch (bound) {
                    case AT_MOST -> value.getAsDouble() <= limit;
                    case AT_LEAST -> value.getAsDouble() >= limit;
                };
        return met ? Outcome.MET : Outcome.NOT_MET;
    }

    /// For people to read.
    public String line() {
        String measured =
                value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
        return "%-12s %9s  %s %s  %s"
                .formatted(
                        outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        measured,
                        bound.words,
                        String.format(Locale.ROOT, "%-7.2f", limit),
                        what);
    }
}
