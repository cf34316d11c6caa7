package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The template that CloudFormation works on: SAM's resources turned into those of CloudFormation,
/// as far as this repository's templates use SAM, and conditions and parameters replaced by what
/// they come to in one deployment. References between resources stay references.
///
/// Validators know CloudFormation's resources; of SAM's they check little or nothing. A property
/// that is not in the tables below fails, so that none is left out silently.
///
/// Source: SAM developer guide, "Generated AWS CloudFormation resources for
/// AWS::Serverless::Function", "... when AutoPublishAlias is specified", "... when Events is
/// specified", "Generated AWS CloudFormation resources for AWS::Serverless::StateMachine".
public final class SamExpansion {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /// Properties of a function that have another name, or a parent, in CloudFormation.
    private static final Map<String, String> FUNCTION =
            Map.ofEntries(
                    Map.entry("Architectures", "Architectures"),
                    Map.entry("DeadLetterQueue", "DeadLetterConfig"),
                    Map.entry("Description", "Description"),
                    Map.entry("Environment", "Environment"),
                    Map.entry("EphemeralStorage", "EphemeralStorage"),
                    Map.entry("FunctionName", "FunctionName"),
                    Map.entry("Handler", "Handler"),
                    Map.entry("KmsKeyArn", "KmsKeyArn"),
                    Map.entry("LoggingConfig", "LoggingConfig"),
                    Map.entry("MemorySize", "MemorySize"),
                    Map.entry("RecursiveLoop", "RecursiveLoop"),
                    Map.entry("ReservedConcurrentExecutions", "ReservedConcurrentExecutions"),
                    Map.entry("Role", "Role"),
                    Map.entry("Runtime", "Runtime"),
                    Map.entry("SnapStart", "SnapStart"),
                    Map.entry("Timeout", "Timeout"));

    private static final Map<String, String> STATE_MACHINE =
            Map.of(
                    "Definition", "Definition",
                    "DefinitionSubstitutions", "DefinitionSubstitutions",
                    "Logging", "LoggingConfiguration",
                    "Name", "StateMachineName",
                    "Role", "RoleArn",
                    "Tracing", "TracingConfiguration",
                    "Type", "StateMachineType");

    /// What stands for other resources and is turned into those.
    private static final Set<String> APART =
            Set.of(
                    "AutoPublishAlias",
                    "CodeUri",
                    "DefinitionUri",
                    "Events",
                    "Tracing",
                    "VersionDescription");

    private final Template template;
    private final Map<String, String> parameters;
    private final Conditions conditions;
    private final ObjectNode resources = JSON.objectNode();

    private SamExpansion(
            Template template, Map<String, String> parameters, String account, String region) {
        this.template = template;
        this.parameters = Parameters.valuesOf(template.section("Parameters"), parameters);
        this.conditions =
                new Intrinsics(
                                template,
                                this.parameters,
                                new Deployment(new AccountId(account), region, "session-vault"),
                                (id, attribute, at) -> {
                                    throw TemplateException.at(
                                            at, "a condition cannot depend on " + id);
                                })
                        .conditions();
    }

    /// The expanded template of a file.
    ///
    /// @param parameters values of parameters; the others take their defaults
    public static JsonNode of(
            Path file, Map<String, String> parameters, String account, String region) {
        return new SamExpansion(Template.read(file), parameters, account, region).expanded();
    }

    private JsonNode expanded() {
        template.section("Resources")
                .properties()
                .forEach(resource -> {
                    var declared = (ObjectNode) resource.getValue();
                    var condition = declared.path("Condition").asText();
                    if (condition.isEmpty() || conditions.holds(condition, resource.getKey())) {
                        expand(resource.getKey(), declared);
                    }
                });
        var expanded = JSON.objectNode();
        expanded.put("AWSTemplateFormatVersion", "2010-09-09");
        expanded.set("Resources", resources);
        return expanded;
    }

    private void expand(String id, ObjectNode declared) {
        switch (declared.path("Type").asText()) {
            case "AWS::Serverless::Function" -> function(id, declared);
            case "AWS::Serverless::StateMachine" -> stateMachine(id, declared);
            case String type when type.startsWith("AWS::Serverless::") ->
                    throw TemplateException.at(id, "this expansion does not know " + type);
            default -> {
                var plain = (ObjectNode) settled(declared);
                plain.remove("Condition");
                plain.remove("Metadata");
                resources.set(id, plain);
            }
        }
    }

    /// A function, the version that is published of it, the alias that points at that version, and
    /// a mapping from each queue to the alias.
    private void function(String id, ObjectNode declared) {
        var own =
                declared.get("Properties") instanceof ObjectNode properties
                        ? properties
                        : JSON.objectNode();
        var globals = template.section("Globals").get("Function");
        var properties =
                (ObjectNode)
                        settled(globals instanceof ObjectNode all ? Globals.merge(all, own) : own);
        var function = resource(id, "AWS::Lambda::Function", renamed(id, properties, FUNCTION));
        function.putObject("Code").put("S3Bucket", "sam").put("S3Key", id);
        if (properties.has("Tracing")) {
            function.putObject("TracingConfig").set("Mode", properties.get("Tracing"));
        }
        var alias = properties.path("AutoPublishAlias").asText();
        if (!alias.isEmpty()) {
            published(id, alias, properties);
        }
        for (var event : properties.path("Events").properties()) {
            if (!event.getValue().path("Type").asText().equals("SQS")) {
                throw TemplateException.at(id, "this expansion knows queues only, not " + event);
            }
            var source = (ObjectNode) event.getValue().path("Properties").deepCopy();
            source.set("EventSourceArn", source.remove("Queue"));
            source.set("FunctionName", ref(alias.isEmpty() ? id : id + "Alias" + alias));
            resource(id + event.getKey(), "AWS::Lambda::EventSourceMapping", source);
        }
    }

    private void published(String id, String alias, ObjectNode properties) {
        var version = JSON.objectNode();
        version.set("FunctionName", ref(id));
        if (properties.has("VersionDescription")) {
            version.set("Description", properties.get("VersionDescription"));
        }
        resource(id + "Version", "AWS::Lambda::Version", version);
        ((ObjectNode) resources.get(id + "Version")).put("DeletionPolicy", "Retain");
        var pointer = JSON.objectNode().put("Name", alias);
        pointer.set("FunctionName", ref(id));
        var number = JSON.arrayNode().add(id + "Version").add("Version");
        pointer.set("FunctionVersion", JSON.objectNode().set("Fn::GetAtt", number));
        resource(id + "Alias" + alias, "AWS::Lambda::Alias", pointer);
    }

    private void stateMachine(String id, ObjectNode declared) {
        var properties = (ObjectNode) settled(declared.path("Properties"));
        var machine =
                resource(
                        id,
                        "AWS::StepFunctions::StateMachine",
                        renamed(id, properties, STATE_MACHINE));
        if (properties.has("DefinitionUri")) {
            machine.putObject("DefinitionS3Location").put("Bucket", "sam").put("Key", id);
        }
        if (properties.has("Events")) {
            throw TemplateException.at(id, "this expansion knows no events of a state machine");
        }
    }

    private static ObjectNode renamed(String id, ObjectNode properties, Map<String, String> names) {
        var renamed = JSON.objectNode();
        for (var property : properties.properties()) {
            var name = names.get(property.getKey());
            if (name != null) {
                renamed.set(name, property.getValue());
            } else if (!APART.contains(property.getKey())) {
                throw TemplateException.at(
                        id, "this expansion does not know the property " + property.getKey());
            }
        }
        return renamed;
    }

    private ObjectNode resource(String id, String type, ObjectNode properties) {
        resources.putObject(id).put("Type", type).set("Properties", properties);
        return properties;
    }

    /// The alias that is published of a function.
    private JsonNode alias(String functionId) {
        var own =
                template.section("Resources")
                        .path(functionId)
                        .path("Properties")
                        .path("AutoPublishAlias");
        var global = template.section("Globals").path("Function").path("AutoPublishAlias");
        return ref(functionId + "Alias" + (own.isMissingNode() ? global : own).asText());
    }

    private static JsonNode ref(String id) {
        return JSON.objectNode().put("Ref", id);
    }

    /// A part of the template with conditions decided and parameters filled in; a missing node
    /// where it comes to `AWS::NoValue`.
    private JsonNode settled(JsonNode node) {
        return switch (node) {
            case ArrayNode list -> {
                var settled = JSON.arrayNode();
                list.forEach(element -> {
                    var value = settled(element);
                    if (!value.isMissingNode()) {
                        settled.add(value);
                    }
                });
                yield settled;
            }
            case ObjectNode choice when choice.has("Fn::If") -> {
                var branches = choice.get("Fn::If");
                var holds = conditions.holds(branches.path(0).asText(), "Fn::If");
                yield settled(branches.path(holds ? 1 : 2));
            }
            case ObjectNode reference when reference.size() == 1 && reference.has("Ref") ->
                    parameter(reference);
            case ObjectNode map when map.has("Fn::FindInMap") -> mapped(map.get("Fn::FindInMap"));
            case ObjectNode text when text.size() == 1 && text.has("Fn::Sub") ->
                    joined(text.get("Fn::Sub"));
            case ObjectNode mapping -> {
                var settled = new LinkedHashMap<String, JsonNode>();
                mapping.properties()
                        .forEach(field -> {
                            var value = settled(field.getValue());
                            if (!value.isMissingNode()) {
                                settled.put(field.getKey(), value);
                            }
                        });
                yield JSON.objectNode().setAll(settled);
            }
            default -> node;
        };
    }

    private JsonNode mapped(JsonNode keys) {
        JsonNode value = template.section("Mappings");
        for (var key : keys) {
            value = value.path(settled(key).asText());
        }
        if (value.isMissingNode()) {
            throw TemplateException.at("Fn::FindInMap", "the mappings have no value for " + keys);
        }
        return value;
    }

    /// The same text by `Fn::Join`, which is how CDK writes it and how guard rules know it.
    private JsonNode joined(JsonNode argument) {
        var format = argument.isArray() ? argument.path(0).asText() : argument.asText();
        var parts = JSON.arrayNode();
        var text = new StringBuilder();
        var variable = VARIABLE.matcher(format);
        var end = 0;
        while (variable.find()) {
            text.append(format, end, variable.start());
            end = variable.end();
            var value = substitute(variable.group(1), argument.path(1));
            if (value.isValueNode()) {
                text.append(value.asText());
            } else {
                if (!text.isEmpty()) {
                    parts.add(text.toString());
                    text.setLength(0);
                }
                parts.add(value);
            }
        }
        text.append(format.substring(end));
        if (parts.isEmpty()) {
            return JSON.textNode(text.toString());
        }
        if (!text.isEmpty()) {
            parts.add(text.toString());
        }
        return JSON.objectNode().set("Fn::Join", JSON.arrayNode().add("").add(parts));
    }

    private JsonNode substitute(String name, JsonNode variables) {
        if (name.startsWith("!")) {
            return JSON.textNode("${" + name.substring(1) + "}");
        }
        if (variables.has(name)) {
            return settled(variables.get(name));
        }
        var dot = name.indexOf('.');
        if (dot < 0) {
            return settled(ref(name));
        }
        var attribute = JSON.arrayNode().add(name.substring(0, dot)).add(name.substring(dot + 1));
        return JSON.objectNode().set("Fn::GetAtt", attribute);
    }

    private JsonNode parameter(ObjectNode reference) {
        var name = reference.path("Ref").asText();
        if (name.equals("AWS::NoValue")) {
            return JSON.missingNode();
        }
        var value = parameters.get(name);
        if (value == null) {
            return name.endsWith(".Alias") ? alias(name.replace(".Alias", "")) : reference;
        }
        return template.section("Parameters").path(name).path("Type").asText().equals("Number")
                ? JSON.numberNode(Long.parseLong(value))
                : JSON.textNode(value);
    }
}
