package io.sessionvault.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The repository's own template, deployed to the imaginary vault account of `events/`.
final class VaultStack {
    static final String ORGANIZATION = "o-sv4exmpl01";
    static final String VAULT_ACCOUNT = "310987654321";
    static final String HOME_REGION = "us-east-1";

    /// Tests run in the folder of their module.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path FILE = ROOT.resolve("template.yaml");
    static final Template TEMPLATE = Template.read(FILE);
    static final JsonNode TREE = TemplateYaml.read(FILE);

    private VaultStack() {}

    /// The stack with the given parameters; names and values in turn.
    static ResolvedTemplate with(String... namesAndValues) {
        var parameters = new HashMap<>(Map.of("OrganizationId", ORGANIZATION));
        for (var index = 0; index < namesAndValues.length; index += 2) {
            parameters.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return TEMPLATE.resolve(parameters, VAULT_ACCOUNT, HOME_REGION);
    }

    /// The properties of a resource as a tree, which is easier to walk than maps.
    static JsonNode properties(ResolvedTemplate stack, String logicalId) {
        return new ObjectMapper().valueToTree(stack.resource(logicalId));
    }

    /// The events of a function, by the name of their file.
    static List<Path> events(String function) {
        try (Stream<Path> files = Files.list(ROOT.resolve("events").resolve(function))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
