package io.sessionvault.local.template;

/// One EventBridge rule of the template with its target queue.
///
/// @param logicalId its logical id
/// @param eventPattern the pattern as JSON
/// @param targetQueue logical id of the queue that matching events go to
public record RuleDefinition(String logicalId, String eventPattern, String targetQueue) {}
