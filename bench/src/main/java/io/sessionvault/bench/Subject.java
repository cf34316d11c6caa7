package io.sessionvault.bench;

import java.net.URI;
import java.util.Optional;

/// A variant with the event that it is given, and what has to come of it.
///
/// @param variant the variant
/// @param endpoint what it takes for AWS
/// @param event the event of every invocation
/// @param begin done before its process is started
/// @param judgement whether it did its work
record Subject(Variant variant, URI endpoint, String event, Runnable begin, Judgement judgement) {
    /// Tells whether the work was done.
    @FunctionalInterface
    interface Judgement {
        /// What is wrong with the first answer; empty when nothing is.
        ///
        /// @param answer what the function answered
        /// @param verdicts what it has written
        /// @param invocations how many there were
        Optional<String> wrong(String answer, Verdicts verdicts, int invocations);
    }
}
