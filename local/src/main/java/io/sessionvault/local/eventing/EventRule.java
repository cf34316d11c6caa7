package io.sessionvault.local.eventing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;

/// A rule of an event bus with its one target.
///
/// @param name the rule's logical id in the template
/// @param pattern the event pattern, in JSON
/// @param target what each event leads to that the pattern matches
public record EventRule(String name, String pattern, Target target) {

    /// @throws IllegalArgumentException when `pattern` is not an event pattern
    public EventRule {
        @Nullable String fault = JsonRuleCompiler.check(pattern);
        if (fault != null) {
            throw new IllegalArgumentException(name + ": not an event pattern: " + fault);
        }
    }

    /// What an event leads to.
    public sealed interface Target {
        /// It goes to a queue.
        ///
        /// @param url the queue's
        /// @param transformer what becomes of the event before; empty when it stays as it is
        record Queue(String url, Optional<InputTransformer> transformer) implements Target {
            /// A queue that gets events as they are.
            public Queue(String url) {
                this(url, Optional.empty());
            }

            /// What goes to the queue.
            String message(String eventJson) {
                return transformer.map(each -> each.apply(eventJson)).orElse(eventJson);
            }
        }

        /// A state machine is started, with the same input whatever the event says.
        ///
        /// @param arn the state machine's
        /// @param input what it is started with
        record StateMachine(String arn, String input) implements Target {}
    }
}
