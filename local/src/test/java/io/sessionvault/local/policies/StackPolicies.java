package io.sessionvault.local.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every policy that a stack deploys: whatever has statements, wherever it stands, so that a new
/// resource with a policy cannot be forgotten.
///
/// A policy is named after its resource (`VaultBucketPolicy`); one of several of a role, after both
/// (`CheckLogRole CheckLog`, `CheckLogRole AssumeRolePolicyDocument`).
final class StackPolicies {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Properties that hold the one policy of their resource.
    private static final Set<String> SOLE = Set.of("PolicyDocument", "KeyPolicy", "Content");

    private final Map<String, Policy> policies = new LinkedHashMap<>();
    private final String stackName;

    private StackPolicies(String stackName) {
        this.stackName = stackName;
    }

    /// The policies of a stack.
    ///
    /// @param stackName what all their names end with; empty where they need no telling apart
    static StackPolicies of(ResolvedTemplate stack, String stackName) {
        var found = new StackPolicies(stackName);
        var resources = new LinkedHashSet<>(stack.logicalIdsDeclaring("Statement"));
        resources.addAll(stack.logicalIds("AWS::Organizations::Policy"));
        for (var id : resources) {
            stack.resource(id)
                    .forEach((property, value) -> {
                        if (property.equals("Statement")) {
                            found.add(id, Map.of("Version", "2012-10-17", "Statement", value));
                        } else {
                            found.search(SOLE.contains(property) ? id : id + " " + property, value);
                        }
                    });
        }
        return found;
    }

    /// All of them, in the template's order.
    List<Policy> all() {
        return List.copyOf(policies.values());
    }

    /// One of them.
    Policy named(String name) {
        var policy = policies.get(name);
        if (policy == null) {
            throw new IllegalStateException(
                    "the stack has no policy '" + name + "', but " + policies.keySet());
        }
        return policy;
    }

    /// The inline policies of a role.
    List<Policy> ofRole(String logicalId) {
        var found =
                policies.entrySet().stream()
                        .filter(policy -> policy.getKey().startsWith(logicalId + " "))
                        .filter(policy -> !policy.getKey().endsWith(" AssumeRolePolicyDocument"))
                        .map(Map.Entry::getValue)
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("the role " + logicalId + " has no policies");
        }
        return found;
    }

    /// The trust policy of a role.
    Policy trustOf(String logicalId) {
        return named(logicalId + " AssumeRolePolicyDocument");
    }

    private void search(String name, Object value) {
        switch (value) {
            case Map<?, ?> fields when fields.containsKey("Statement") -> add(name, value);
            case Map<?, ?> fields when fields.get("PolicyDocument") != null -> {
                var own = fields.get("PolicyName");
                search(
                        own == null ? name : name.replaceFirst(" .*", " " + own),
                        fields.get("PolicyDocument"));
            }
            case Map<?, ?> fields ->
                    fields.forEach((field, inside) -> search(name + " " + field, inside));
            case List<?> list -> list.forEach(element -> search(name, element));
            case String text
                    when text.stripLeading().startsWith("{") && text.contains("\"Statement\"") ->
                    search(name, parsed(name, text));
            default -> {}
        }
    }

    private void add(String name, Object document) {
        var policy =
                Policy.of(
                        name + stackName,
                        MAPPER.convertValue(document, new TypeReference<Map<String, Object>>() {}));
        if (policies.put(name, policy) != null) {
            throw new IllegalStateException("two policies would be named '" + name + "'");
        }
    }

    private static Object parsed(String name, String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
