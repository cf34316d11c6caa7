package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.Set;

/// The properties of a stack's resource, for those who create it without CloudFormation.
final class StackProperties {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StackProperties() {}

    /// Reads them.
    ///
    /// @param known the properties that the caller creates
    /// @throws IllegalArgumentException when the resource has one that would be lost
    static JsonNode of(ResolvedTemplate stack, String logicalId, Set<String> known) {
        JsonNode properties = JSON.valueToTree(stack.resource(logicalId));
        properties
                .fieldNames()
                .forEachRemaining(property -> {
                    if (!known.contains(property)) {
                        throw new IllegalArgumentException(logicalId + " has " + property);
                    }
                });
        return properties;
    }
}
