package io.sessionvault.local.statemachine;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A state of a definition.
sealed interface State {
    /// What it has in common with other states.
    Flow flow();

    /// How data come into a state and leave it.
    ///
    /// @param name the state's name
    /// @param inputPath what of its input it sees
    /// @param resultSelector what it makes of its result
    /// @param resultPath where that goes to in its input
    /// @param outputPath what of that is its output
    /// @param catchers which errors do not end the execution
    /// @param next the state that comes next; null when there is none
    record Flow(
            String name,
            ReferencePath inputPath,
            Template resultSelector,
            ReferencePath resultPath,
            ReferencePath outputPath,
            List<Catcher> catchers,
            @Nullable String next) {
        /// Copies the catchers.
        public Flow {
            catchers = List.copyOf(catchers);
        }
    }

    /// Invokes a function.
    ///
    /// @param functionName the function's ARN
    /// @param payload what the function gets
    /// @param timeout how long an attempt may take
    /// @param retriers which errors are met with another attempt
    record Task(
            Flow flow,
            Template functionName,
            Template payload,
            Duration timeout,
            List<Retrier> retriers)
            implements State {
        /// Copies the retriers.
        public Task {
            retriers = List.copyOf(retriers);
        }
    }

    /// Starts an execution for each item, or each batch of items, of a list in S3.
    ///
    /// @param label names its children
    /// @param source where the items are
    /// @param itemSelector what is made of an item
    /// @param batching how items are put together; null when each is alone
    /// @param concurrency how many executions at a time; 0 for no limit
    /// @param toleratedPercentage how many executions may fail
    /// @param processor what is executed for each
    /// @param kind the executions' kind
    /// @param resultBucket the bucket that gets the results
    /// @param resultPrefix the folder there
    record DistributedMap(
            Flow flow,
            String label,
            ItemSource source,
            Template itemSelector,
            @Nullable Batching batching,
            Template concurrency,
            double toleratedPercentage,
            Definition processor,
            ChildKind kind,
            Template resultBucket,
            Template resultPrefix)
            implements State {}

    /// The kind of the executions that a map starts.
    enum ChildKind {
        /// A redrive goes on where it stopped.
        STANDARD("execution"),
        /// Takes five minutes at most; a redrive begins it again.
        EXPRESS("express");

        /// Source: Step Functions developer guide, "Choosing workflow type": the longest that an
        /// EXPRESS execution may take.
        static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

        private final String arnPart;

        ChildKind(String arnPart) {
            this.arnPart = arnPart;
        }

        /// What stands for the kind in an execution's ARN.
        String arnPart() {
            return arnPart;
        }
    }
}
