package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A SAM template as it is written, with its intrinsic functions unresolved.
public final class Template {
    private static final String STACK_NAME = "session-vault";

    private final Path file;
    private final ObjectNode root;

    private Template(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /// Reads a template from a YAML file.
    ///
    /// @throws TemplateException when the file cannot be read or is no template; the message names the file and the
    ///     place inside it
    public static Template read(Path file) {
        var root = TemplateYaml.read(file);
        if (!root.path("Resources").isObject()) {
            throw new TemplateException(file + ": it has no section Resources");
        }
        return new Template(file, root);
    }

    /// The names of the parameters that the template declares.
    public Set<String> parameterNames() {
        return Set.copyOf(section("Parameters").propertyStream().map(Map.Entry::getKey).toList());
    }

    /// Why CloudFormation would refuse some values, whatever the others are; empty when it would not.
    ///
    /// @param given values of parameters
    public List<String> refused(Map<String, String> given) {
        return Parameters.refused(section("Parameters"), given);
    }

    /// The logical ids of the resources that the template declares.
    public Set<String> resourceIds() {
        return Set.copyOf(section("Resources").propertyStream().map(Map.Entry::getKey).toList());
    }

    /// Resolves the template for one account and Region, with predictable physical ids.
    ///
    /// @throws TemplateException see [#resolve(Map, String, String, PhysicalIds)]
    public ResolvedTemplate resolve(
            Map<String, String> parameters, String accountId, String region) {
        return resolve(parameters, accountId, region, PhysicalIds.predictable());
    }

    /// Resolves the template for one account and Region.
    ///
    /// @param parameters values of parameters; the others take their defaults
    /// @param accountId the 12 digits of the account of the stack
    /// @param region the Region of the stack
    /// @param ids what the resources are called, as far as the caller knows it
    /// @throws TemplateException when a parameter is refused; the message lists every such parameter
    /// @throws IllegalArgumentException when `accountId` is no account id
    public ResolvedTemplate resolve(
            Map<String, String> parameters, String accountId, String region, PhysicalIds ids) {
        var deployment = new Deployment(new AccountId(accountId), region, STACK_NAME);
        return new ResolvedTemplate(
                this, Parameters.valuesOf(section("Parameters"), parameters), deployment, ids);
    }

    /// A section of the template; empty where it has none of that name.
    ObjectNode section(String name) {
        return root.get(name) instanceof ObjectNode section
                ? section
                : JsonNodeFactory.instance.objectNode();
    }

    /// A path that the template gives relative to itself.
    Path sibling(String path) {
        return file.toAbsolutePath().normalize().resolveSibling(path);
    }
}
