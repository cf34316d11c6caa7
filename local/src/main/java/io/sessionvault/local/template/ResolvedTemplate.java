package io.sessionvault.local.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.template.FunctionDefinition.QueueSource;
import io.sessionvault.local.template.QueueDefinition.Redrive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A template as it is deployed with given parameters to one account and Region.
///
/// Every method resolves what it gives when it is called, and throws [TemplateException] where that has no value.
public final class ResolvedTemplate {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CALLER = "(asked by the caller)";

    /// What SQS takes where a queue names none. Source: SQS API reference, `CreateQueue`, `VisibilityTimeout`.
    private static final int DEFAULT_VISIBILITY_SECONDS = 30;

    private final Template template;
    private final StackResources resources;

    ResolvedTemplate(
            Template template,
            Map<String, String> parameters,
            Deployment deployment,
            PhysicalIds ids) {
        this.template = template;
        this.resources = new StackResources(template, parameters, deployment, ids);
    }

    /// The functions by their logical id, in the template's order.
    public Map<String, FunctionDefinition> functions() {
        var functions = new LinkedHashMap<String, FunctionDefinition>();
        logicalIds("AWS::Serverless::Function").forEach(id -> functions.put(id, function(id)));
        return functions;
    }

    /// The rules that wait for events, in the template's order; not those that follow a schedule.
    public List<RuleDefinition> rules() {
        return logicalIds("AWS::Events::Rule").stream()
                .filter(id -> declared(id).has("EventPattern"))
                .map(this::rule)
                .toList();
    }

    /// The queues by their logical id, in the template's order.
    public Map<String, QueueDefinition> queues() {
        var queues = new LinkedHashMap<String, QueueDefinition>();
        logicalIds("AWS::SQS::Queue").forEach(id -> queues.put(id, queue(id)));
        return queues;
    }

    /// The name of the bucket that receives the session logs.
    public String bucketName() {
        return physicalId("VaultBucket", PhysicalIds.REF);
    }

    /// The statements of a function's role, in the template's order: all that the function is allowed to do.
    ///
    /// @throws TemplateException also when the role has managed policies, for then the statements would not be all
    public List<Map<String, Object>> statementsOf(String functionLogicalId) {
        var at = StackResources.place(functionLogicalId) + "/Role";
        var role = StackResources.targetOf(declared(functionLogicalId).path("Role"), at);
        var properties = resources.properties(role, at);
        if (!properties.path("ManagedPolicyArns").isEmpty()) {
            throw TemplateException.at(
                    StackResources.place(role) + "/ManagedPolicyArns",
                    "what managed policies allow does not stand in the template");
        }
        var statements = new ArrayList<Map<String, Object>>();
        for (var policy : properties.path("Policies")) {
            policy.path("PolicyDocument")
                    .path("Statement")
                    .forEach(statement -> statements.add(map(statement)));
        }
        return List.copyOf(statements);
    }

    /// The resolved properties of a resource.
    public Map<String, Object> resource(String logicalId) {
        return map(resources.properties(logicalId, CALLER));
    }

    /// The value of `Ref` ([PhysicalIds#REF]) or of an attribute of `Fn::GetAtt` of a resource.
    public String physicalId(String logicalId, String attribute) {
        return resources.attribute(logicalId, attribute, CALLER);
    }

    /// The value of an output of the stack.
    public String output(String name) {
        return resources.output(name);
    }

    /// The names of the stack's outputs, those among them that depend on a condition.
    public Set<String> outputNames() {
        return resources.outputNames();
    }

    /// The logical ids of the deployed resources of a type such as `AWS::SQS::Queue`, in the template's order.
    public List<String> logicalIds(String type) {
        return resources.ofType(type);
    }

    /// The logical ids of the deployed resources whose properties have a field of this name, at any depth, in the
    /// template's order.
    public List<String> logicalIdsDeclaring(String field) {
        return resources.declaring(field);
    }

    private FunctionDefinition function(String id) {
        var variables = property(id, "Environment").path("Variables");
        var environment = new LinkedHashMap<String, String>();
        variables
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return new FunctionDefinition(
                id,
                text(id, "Handler"),
                environment,
                Duration.ofSeconds(number(property(id, "Timeout"), id, "Timeout")),
                number(property(id, "MemorySize"), id, "MemorySize"),
                sources(id),
                folder(id));
    }

    private Path folder(String id) {
        var kebab = id.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return template.sibling(text(id, "CodeUri")).resolve(kebab);
    }

    private List<QueueSource> sources(String id) {
        List<QueueSource> sources = new ArrayList<>();
        for (var event : declared(id).path("Events").properties()) {
            if (event.getValue().path("Type").asText().equals("SQS")) {
                var place = "Events/" + event.getKey() + "/Properties/";
                var properties = property(id, "Events").path(event.getKey()).path("Properties");
                if (properties.path("Enabled").asText("true").equals("true")) {
                    sources.add(
                            new QueueSource(
                                    StackResources.targetOf(
                                            event.getValue().path("Properties").path("Queue"),
                                            StackResources.place(id) + "/" + place + "Queue"),
                                    number(properties.path("BatchSize"), id, place + "BatchSize")));
                }
            }
        }
        return sources;
    }

    private RuleDefinition rule(String id) {
        var targets = declared(id).path("Targets");
        if (targets.size() != 1) {
            throw TemplateException.at(
                    StackResources.place(id) + "/Targets", "one target was expected");
        }
        return new RuleDefinition(
                id,
                Optional.ofNullable(declared(id).at("/EventBusName/Fn::GetAtt").get(0))
                        .map(JsonNode::asText),
                property(id, "EventPattern").toString(),
                target(id, targets.path(0)));
    }

    private RuleDefinition.Target target(String id, JsonNode declared) {
        var place = StackResources.place(id) + "/Targets/0/";
        // What a reference to a state machine stands for is its ARN.
        var machine = declared.path("Arn").path("Ref").asText();
        if (logicalIds("AWS::Serverless::StateMachine").contains(machine)
                && declared.path("Input").isTextual()) {
            return new RuleDefinition.Target.StateMachine(
                    machine, declared.path("Input").textValue());
        }
        var queue = StackResources.targetOf(declared.path("Arn"), place + "Arn");
        if (logicalIds("AWS::SQS::Queue").contains(queue)) {
            return new RuleDefinition.Target.Queue(
                    queue, transformer(property(id, "Targets").path(0).path("InputTransformer")));
        }
        throw TemplateException.at(
                place + "Arn", "a queue, or a state machine with its input, was expected");
    }

    private static Optional<RuleDefinition.Transformer> transformer(JsonNode declared) {
        if (declared.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> paths = new LinkedHashMap<>();
        declared.path("InputPathsMap")
                .properties()
                .forEach(path -> paths.put(path.getKey(), path.getValue().asText()));
        return Optional.of(
                new RuleDefinition.Transformer(
                        paths, declared.path("InputTemplate").asText().strip()));
    }

    private QueueDefinition queue(String id) {
        var visibility = property(id, "VisibilityTimeout");
        var seconds =
                visibility.isMissingNode()
                        ? DEFAULT_VISIBILITY_SECONDS
                        : number(visibility, id, "VisibilityTimeout");
        return new QueueDefinition(
                id,
                physicalId(id, "QueueName"),
                physicalId(id, PhysicalIds.REF),
                physicalId(id, "Arn"),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(property(id, "DelaySeconds").asInt(0)),
                redrive(id));
    }

    private Optional<Redrive> redrive(String id) {
        var policy = declared(id).path("RedrivePolicy");
        if (policy.isMissingNode()) {
            return Optional.empty();
        }
        var place = "RedrivePolicy/deadLetterTargetArn";
        var target =
                StackResources.targetOf(
                        policy.path("deadLetterTargetArn"), StackResources.place(id) + "/" + place);
        return Optional.of(
                new Redrive(
                        target,
                        number(
                                policy.path("maxReceiveCount"),
                                id,
                                "RedrivePolicy/maxReceiveCount")));
    }

    private JsonNode declared(String id) {
        return resources.declaredProperties(id, CALLER);
    }

    private JsonNode property(String id, String name) {
        return resources.property(id, name, CALLER);
    }

    private String text(String id, String name) {
        var value = property(id, name);
        if (!value.isTextual()) {
            throw TemplateException.at(
                    StackResources.place(id) + "/" + name, "a text was expected, not " + value);
        }
        return value.textValue();
    }

    private static int number(JsonNode value, String id, String name) {
        if (!value.asText().matches("[0-9]{1,9}")) {
            throw TemplateException.at(
                    StackResources.place(id) + "/" + name,
                    "a whole number was expected, not '" + value.asText() + "'");
        }
        return Integer.parseInt(value.asText());
    }

    private static Map<String, Object> map(JsonNode node) {
        return MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {});
    }
}
