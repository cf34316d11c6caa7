package io.sessionvault.local.eventing;

import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.RuleCompiler;

/// A rule of an event bus with its one target, a queue.
///
/// @param name the rule's logical id in the template
/// @param pattern the event pattern, in JSON
/// @param queueUrl the queue that gets each event the pattern matches
public record EventRule(String name, String pattern, String queueUrl) {

    /// @throws IllegalArgumentException when `pattern` is not an event pattern
    public EventRule {
        @Nullable String fault = RuleCompiler.check(pattern);
        if (fault != null) {
            throw new IllegalArgumentException(name + ": not an event pattern: " + fault);
        }
    }
}
