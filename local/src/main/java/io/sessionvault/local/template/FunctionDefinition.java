package io.sessionvault.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One Lambda function of the template.
///
/// @param logicalId its logical id
/// @param handler class and method, as Lambda's `_HANDLER` has it
/// @param environment its variables, nothing that Lambda adds
/// @param timeout the longest that one invocation may take
/// @param memoryMegabytes its memory in MB
/// @param sources the queues that invoke it, in the template's order; those that are switched off are left out
/// @param folder the folder of its Maven module
public record FunctionDefinition(
        String logicalId,
        String handler,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes,
        List<QueueSource> sources,
        Path folder) {
    /// Copies the environment and the sources.
    public FunctionDefinition {
        environment = Map.copyOf(environment);
        sources = List.copyOf(sources);
    }

    /// The first of the queues; empty for a function that no queue invokes.
    public Optional<QueueSource> source() {
        return sources.stream().findFirst();
    }

    /// A queue that Lambda polls for a function.
    ///
    /// @param queue logical id of the queue
    /// @param batchSize the most messages of one invocation
    public record QueueSource(String queue, int batchSize) {}
}
