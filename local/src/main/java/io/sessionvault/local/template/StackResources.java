package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The section `Resources` of a template, for one deployment: which resources there are, their properties and their
/// physical ids.
final class StackResources {
    private final Template template;
    private final PhysicalIds ids;
    private final Deployment deployment;
    private final Intrinsics intrinsics;

    StackResources(
            Template template,
            Map<String, String> parameters,
            Deployment deployment,
            PhysicalIds ids) {
        this.template = template;
        this.ids = ids;
        this.deployment = deployment;
        this.intrinsics = new Intrinsics(template, parameters, deployment, this::attribute);
    }

    /// The logical ids of the resources of a type that this deployment has, in the template's order.
    List<String> ofType(String type) {
        return template.section("Resources")
                .propertyStream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .filter(this::isDeployed)
                .toList();
    }

    /// The logical ids of the resources whose properties, as the template has them, have a field at any depth.
    List<String> declaring(String field) {
        return template.section("Resources")
                .propertyStream()
                .filter(resource -> resource.getValue().path("Properties").findValue(field) != null)
                .map(Map.Entry::getKey)
                .filter(this::isDeployed)
                .toList();
    }

    /// The properties as the template has them, a function's with those of the section `Globals`.
    ObjectNode declaredProperties(String logicalId, String at) {
        var own =
                resource(logicalId, at).get("Properties") instanceof ObjectNode properties
                        ? properties
                        : JsonNodeFactory.instance.objectNode();
        return isFunction(logicalId, at)
                        && template.section("Globals").get("Function") instanceof ObjectNode globals
                ? Globals.merge(globals, own)
                : own;
    }

    /// The properties with their intrinsic functions resolved.
    JsonNode properties(String logicalId, String at) {
        return intrinsics.resolve(declaredProperties(logicalId, at), place(logicalId));
    }

    /// One property, resolved without looking at the others; a missing node where there is none.
    JsonNode property(String logicalId, String name, String at) {
        return intrinsics.resolve(
                declaredProperties(logicalId, at).path(name), place(logicalId) + "/" + name);
    }

    /// The value of `Ref` ([PhysicalIds#REF]) or of an attribute.
    String attribute(String logicalId, String attribute, String at) {
        var type = resource(logicalId, at).path("Type").asText();
        return ids.find(logicalId, attribute)
                .or(() -> new PredictableIds(deployment, this).find(type, logicalId, attribute))
                .orElseThrow(() ->
                        TemplateException.at(
                                at,
                                "this reader has no "
                                        + attribute
                                        + " of "
                                        + logicalId
                                        + " ("
                                        + type
                                        + ")"));
    }

    /// The value of an output.
    String output(String name) {
        var at = "Outputs/" + name;
        return intrinsics
                .resolve(template.section("Outputs").path(name).path("Value"), at)
                .asText();
    }

    /// The names of the outputs.
    Set<String> outputNames() {
        return Set.copyOf(
                template.section("Outputs").propertyStream().map(Map.Entry::getKey).toList());
    }

    /// The logical id of the one resource that a part of the template points at by its ARN.
    ///
    /// @param node the part, unresolved: a `Fn::GetAtt` of `Arn`
    static String targetOf(JsonNode node, String at) {
        var target = node.path("Fn::GetAtt");
        if (!target.path(1).asText().equals("Arn")) {
            throw TemplateException.at(at, "!GetAtt <logical id>.Arn was expected, not " + node);
        }
        return target.path(0).asText();
    }

    /// Where the properties of a resource stand in the template.
    static String place(String logicalId) {
        return "Resources/" + logicalId + "/Properties";
    }

    private boolean isFunction(String logicalId, String at) {
        return resource(logicalId, at).path("Type").asText().equals("AWS::Serverless::Function");
    }

    private boolean isDeployed(String logicalId) {
        var condition = template.section("Resources").path(logicalId).get("Condition");
        return condition == null
                || intrinsics.conditions().holds(condition.asText(), "Resources/" + logicalId);
    }

    private JsonNode resource(String logicalId, String at) {
        var resource = template.section("Resources").get(logicalId);
        if (resource == null) {
            throw TemplateException.at(at, "the template has no resource " + logicalId);
        }
        if (!isDeployed(logicalId)) {
            throw TemplateException.at(
                    at,
                    logicalId
                            + " is not deployed: its condition "
                            + resource.get("Condition").asText()
                            + " is false");
        }
        return resource;
    }
}
