package io.sessionvault.local.template;

import java.util.Map;
import java.util.Optional;

/// One EventBridge rule of the template with its target.
///
/// @param logicalId its logical id
/// @param bus the logical id of its bus; empty for the default one
/// @param eventPattern the pattern as JSON
/// @param target what matching events lead to
public record RuleDefinition(
        String logicalId, Optional<String> bus, String eventPattern, Target target) {
    /// What becomes of an event on its way to a target.
    ///
    /// @param paths where in the event each variable's value is
    /// @param template a text with variables in angle brackets
    public record Transformer(Map<String, String> paths, String template) {
        /// Copies the paths.
        public Transformer {
            paths = Map.copyOf(paths);
        }
    }

    /// What a matching event leads to.
    public sealed interface Target {
        /// It goes to a queue.
        ///
        /// @param logicalId that of the queue
        /// @param transformer what becomes of the event before; empty when it stays as it is
        record Queue(String logicalId, Optional<Transformer> transformer) implements Target {
            /// A queue that gets events as they are.
            public Queue(String logicalId) {
                this(logicalId, Optional.empty());
            }
        }

        /// A state machine is started.
        ///
        /// @param logicalId that of the state machine
        /// @param input what it is started with, whatever the event says
        record StateMachine(String logicalId, String input) implements Target {}
    }
}
