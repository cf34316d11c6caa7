package io.sessionvault.local.template;

/// One EventBridge rule of the template with its target.
///
/// @param logicalId its logical id
/// @param eventPattern the pattern as JSON
/// @param target what matching events lead to
public record RuleDefinition(String logicalId, String eventPattern, Target target) {
    /// What a matching event leads to.
    public sealed interface Target {
        /// It goes to a queue.
        ///
        /// @param logicalId that of the queue
        record Queue(String logicalId) implements Target {}

        /// A state machine is started.
        ///
        /// @param logicalId that of the state machine
        /// @param input what it is started with, whatever the event says
        record StateMachine(String logicalId, String input) implements Target {}
    }
}
