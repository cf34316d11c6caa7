package io.sessionvault.local.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// One template as this project's reader has it and as another reader deployed it.
///
/// Resources that SAM generates have no counterpart here, but for what the function that they
/// belong to says about them.
///
/// @param ours the reader's, with the physical ids that the other one gave
/// @param theirs what [MotoCloudFormation] says
record TwoReaders(ResolvedTemplate ours, JsonNode theirs) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MACHINE = "AWS::StepFunctions::StateMachine";

    /// Types that only SAM generates.
    private static final List<String> GENERATED =
            List.of(
                    "AWS::Lambda::Alias",
                    "AWS::Lambda::EventSourceMapping",
                    "AWS::Lambda::Version");

    /// How CloudFormation calls properties of SAM's. Source: SAM developer guide,
    /// `AWS::Serverless::StateMachine`, "AWS CloudFormation compatibility" of each property.
    private static final Map<String, String> RENAMED =
            Map.of(
                    "Logging", "LoggingConfiguration",
                    "Name", "StateMachineName",
                    "Role", "RoleArn",
                    "Type", "StateMachineType");

    /// Where a value differs; a missing node for a value that one side does not have.
    ///
    /// @param at type and path, such as `AWS::SNS::Topic/TopicName`, without indices
    record Difference(String at, String resource, JsonNode ours, JsonNode theirs) {
        @Override
        public String toString() {
            return resource + ": " + ours + ", not " + theirs;
        }
    }

    /// Reads the template of a deployment with the physical ids that it gave.
    static TwoReaders of(Deployment deployment, JsonNode theirs) {
        return new TwoReaders(
                deployment.read((id, attribute) -> physical(theirs, id, attribute)), theirs);
    }

    /// The logical ids that CloudFormation has and that the template declares.
    List<String> declared() {
        return theirs.path("types")
                .propertyStream()
                .filter(type -> !GENERATED.contains(type.getValue().asText()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Where the properties differ that CloudFormation evaluated, all resources of the template
    /// compared.
    List<Difference> inWhatWasEvaluated() {
        var differences = new ArrayList<Difference>();
        for (var id : declared()) {
            compare(id, type(id), properties(id), theirs.at("/evaluated/" + id), differences);
        }
        for (var id : ours.logicalIds("AWS::Serverless::Function")) {
            compareGenerated(id, differences);
        }
        return differences;
    }

    /// Where the properties differ that a service gave back. What the template does not say is left
    /// out, as it is the service's choice.
    List<Difference> inWhatWasDeployed() {
        var differences = new ArrayList<Difference>();
        theirs.path("deployed")
                .propertyStream()
                .forEach(resource -> {
                    var id = resource.getKey();
                    var own = properties(id);
                    var found = (ObjectNode) resource.getValue();
                    found.retain(own.properties().stream().map(Map.Entry::getKey).toList());
                    own.retain(found.properties().stream().map(Map.Entry::getKey).toList());
                    compare(id, type(id), own, found, differences);
                });
        return differences;
    }

    private static Optional<String> physical(JsonNode theirs, String id, String attribute) {
        // SAM's own attribute of a function; the alias is a resource for CloudFormation.
        var alias = attribute.equals("Alias");
        var resource = alias ? id + "Aliaslive" : id;
        var name = alias ? PhysicalIds.REF : attribute;
        if (!theirs.path("types").has(resource)) {
            return Optional.empty();
        }
        return Optional.of(
                theirs.path("ids").path(resource).path(name).asText(resource + "/" + name));
    }

    /// CloudFormation's type of a resource.
    String type(String id) {
        return theirs.path("types").path(id).asText();
    }

    /// What our reader has, by CloudFormation's names.
    private ObjectNode properties(String id) {
        ObjectNode properties = new ObjectMapper().valueToTree(ours.resource(id));
        if (type(id).equals(MACHINE)) {
            RENAMED.forEach((sam, name) -> properties.set(name, properties.remove(sam)));
        }
        return properties;
    }

    /// SAM makes resources of their own from a function's version, alias and events.
    private void compareGenerated(String function, List<Difference> differences) {
        var own = properties(function);
        var version = versionOf(function);
        var versionDescription = JSON.objectNode();
        versionDescription.set("Description", own.path("VersionDescription"));
        versionDescription.put("FunctionName", ours.physicalId(function, PhysicalIds.REF));
        compareGenerated(version, versionDescription, differences);
        var alias = JSON.objectNode();
        alias.set("Name", own.path("AutoPublishAlias"));
        alias.put("FunctionName", ours.physicalId(function, PhysicalIds.REF));
        alias.put("FunctionVersion", version + "/Version");
        compareGenerated(function + "Aliaslive", alias, differences);
        for (var event : own.path("Events").properties()) {
            ObjectNode source = event.getValue().path("Properties").deepCopy();
            source.set("EventSourceArn", source.remove("Queue"));
            source.put("FunctionName", ours.physicalId(function, "Alias"));
            compareGenerated(function + event.getKey(), source, differences);
        }
    }

    private void compareGenerated(String id, ObjectNode own, List<Difference> differences) {
        compare(id, type(id), own, theirs.at("/evaluated/" + id), differences);
    }

    /// SAM appends a hash to it.
    private String versionOf(String function) {
        return theirs.path("types")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(id -> id.matches(function + "Version[0-9a-f]{10}"))
                .findFirst()
                .orElseThrow();
    }

    private static void compare(
            String resource, String at, JsonNode ours, JsonNode theirs, List<Difference> found) {
        switch (ours) {
            case ObjectNode own when theirs instanceof ObjectNode other -> {
                var names = new TreeSet<String>();
                own.fieldNames().forEachRemaining(names::add);
                other.fieldNames().forEachRemaining(names::add);
                for (var name : names) {
                    compare(resource, at + "/" + name, own.path(name), other.path(name), found);
                }
            }
            case JsonNode own when own.isArray() && own.size() == theirs.size() -> {
                for (var index = 0; index < own.size(); index++) {
                    compare(resource, at, own.path(index), theirs.path(index), found);
                }
            }
            case JsonNode own when own.isNumber() && theirs.isNumber() && isSame(own, theirs) -> {}
            case JsonNode own when own.equals(theirs) -> {}
            default -> found.add(new Difference(at, resource, ours, theirs));
        }
    }

    private static boolean isSame(JsonNode number, JsonNode other) {
        return number.decimalValue().compareTo(other.decimalValue()) == 0;
    }
}
