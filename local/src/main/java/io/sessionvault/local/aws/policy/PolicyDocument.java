package io.sessionvault.local.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.AwsError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A policy, read once.
public final class PolicyDocument {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// As many as an organization of some hundred accounts has.
    private static final int MOST_REMEMBERED = 4096;

    /// Policies by their text, those asked for last at the end: each call asks for the same ones.
    private static final Map<String, PolicyDocument> READ =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(64, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, PolicyDocument> eldest) {
                            return size() > MOST_REMEMBERED;
                        }
                    });

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /// Reads a policy from JSON.
    ///
    /// @throws AwsError `MalformedPolicyDocument` when it is none, 501 when it uses what is not implemented
    public static PolicyDocument parse(String json) {
        return READ.computeIfAbsent(json, PolicyDocument::read);
    }

    private static PolicyDocument read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw malformed("Syntax errors in policy.");
        }
        JsonNode listed = root.path("Statement");
        if (!root.isObject() || listed.isMissingNode()) {
            throw malformed("A policy is an object with a Statement.");
        }
        var statements = new ArrayList<Statement>();
        if (listed.isArray()) {
            listed.forEach(node -> statements.add(statement(node)));
        } else {
            statements.add(statement(listed));
        }
        return new PolicyDocument(statements);
    }

    /// What this policy alone decides about an action on a resource.
    ///
    /// @param missing receives the context keys that statements ask for and the request lacks
    public Decision decide(
            String action, String resource, RequestContext context, Set<String> missing) {
        Decision decision = Decision.IMPLICIT_DENY;
        for (Statement statement : statements) {
            if (statement.applies(action, resource, context, missing)) {
                if (!statement.isAllow()) {
                    return Decision.EXPLICIT_DENY;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }

    /// The statements, in order.
    public List<Statement> statements() {
        return statements;
    }

    private static Statement statement(JsonNode node) {
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw malformed("Invalid effect: " + effect);
        }
        if (node.has("Principal") && node.has("NotPrincipal")) {
            throw malformed("A statement has either a Principal or a NotPrincipal.");
        }
        if (node.has("Action") == node.has("NotAction")) {
            throw malformed("Policy statement must contain actions.");
        }
        return new Statement(
                node.path("Sid").asText(),
                effect.equals("Allow"),
                principals(node.path("Principal")),
                principals(node.path("NotPrincipal")),
                texts(node.path("Action")),
                texts(node.path("NotAction")),
                texts(node.path("Resource")),
                texts(node.path("NotResource")),
                conditions(node.path("Condition")));
    }

    private static List<String> principals(JsonNode node) {
        if (node.isTextual()) {
            return List.of("AWS:" + node.asText());
        }
        var principals = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> kind : node.properties()) {
            texts(kind.getValue()).forEach(name -> principals.add(kind.getKey() + ":" + name));
        }
        return principals;
    }

    private static List<Condition> conditions(JsonNode node) {
        var conditions = new ArrayList<Condition>();
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(
                        Condition.of(operator.getKey(), key.getKey(), texts(key.getValue())));
            }
        }
        return conditions;
    }

    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        if (node.isArray()) {
            node.forEach(member -> texts.add(member.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts;
    }

    private static AwsError malformed(String message) {
        return new AwsError("MalformedPolicyDocument", 400, message);
    }
}
