package io.sessionvault.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One Lambda function of the template.
///
/// @param logicalId its logical id
/// @param handler class and method, as Lambda's `_HANDLER` has it
/// @param environment its variables, nothing that Lambda adds
/// @param timeout the longest that one invocation may take
/// @param memoryMegabytes its memory in MB
/// @param source the queue that invokes it; empty for a function that no queue invokes
/// @param folder the folder of its Maven module
public record FunctionDefinition(
        String logicalId,
        String handler,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes,
        Optional<QueueSource> source,
        Path folder) {
    /// Copies the environment.
    public FunctionDefinition {
        environment = Map.copyOf(environment);
    }

    /// A queue that Lambda polls for a function.
    ///
    /// @param queue logical id of the queue
    /// @param batchSize the most messages of one invocation
    public record QueueSource(String queue, int batchSize) {}
}
