package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.Set;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// Creates the rules of a stack as its template has them: name, pattern and targets.
public final class StackRules {
    private static final Set<String> KNOWN =
            Set.of("Name", "Description", "EventPattern", "Targets");

    private StackRules() {}

    /// Creates every rule that the stack has.
    ///
    /// @param events EventBridge of the stack's account and Region, as its administrator reaches it
    /// @throws IllegalArgumentException when a rule has a property that would be lost
    public static void create(EventBridgeClient events, ResolvedTemplate stack) {
        stack.logicalIds("AWS::Events::Rule").forEach(rule -> create(events, stack, rule));
    }

    private static void create(EventBridgeClient events, ResolvedTemplate stack, String logicalId) {
        JsonNode properties = StackProperties.of(stack, logicalId, KNOWN);
        String name = properties.path("Name").asText();
        events.putRule(ask ->
                ask.name(name)
                        .description(properties.path("Description").asText())
                        .eventPattern(properties.path("EventPattern").toString()));
        events.putTargets(ask ->
                ask.rule(name)
                        .targets(
                                StreamSupport.stream(
                                                properties.path("Targets").spliterator(), false)
                                        .map(StackRules::target)
                                        .toList()));
    }

    private static Target target(JsonNode target) {
        return Target.builder()
                .id(target.path("Id").asText())
                .arn(target.path("Arn").asText())
                .roleArn(target.path("RoleArn").asText())
                .build();
    }
}
