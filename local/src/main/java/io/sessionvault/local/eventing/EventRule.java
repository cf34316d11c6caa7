package io.sessionvault.local.eventing;

import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.RuleCompiler;

/// A rule of an event bus with its one target.
///
/// @param name the rule's logical id in the template
/// @param pattern the event pattern, in JSON
/// @param target what each event leads to that the pattern matches
public record EventRule(String name, String pattern, Target target) {

    /// @throws IllegalArgumentException when `pattern` is not an event pattern
    public EventRule {
        @Nullable String fault = RuleCompiler.check(pattern);
        if (fault != null) {
            throw new IllegalArgumentException(name + ": not an event pattern: " + fault);
        }
    }

    /// What an event leads to.
    public sealed interface Target {
        /// It goes to a queue.
        ///
        /// @param url the queue's
        record Queue(String url) implements Target {}

        /// A state machine is started, with the same input whatever the event says.
        ///
        /// @param arn the state machine's
        /// @param input what it is started with
        record StateMachine(String arn, String input) implements Target {}
    }
}
