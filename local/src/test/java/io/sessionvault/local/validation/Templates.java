package io.sessionvault.local.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.SamExpansion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The templates of this repository, as they are written and as CloudFormation works on them.
final class Templates {
    /// Tests run in the folder of their module.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String ACCOUNT = "310987654321";
    private static final String REGION = "us-east-1";

    /// Values for parameters, by template. Each template is looked at once for each map, so that
    /// together they deploy every resource. A template that is not listed needs no values.
    private static final Map<String, List<Map<String, String>>> PARAMETERS =
            Map.of(
                    "template.yaml",
                    List.of(
                            Map.of("OrganizationId", "o-sv4exmpl01", "AlertMail", "a@example.com"),
                            Map.of("OrganizationId", "o-sv4exmpl01", "Keys", "one")));

    private Templates() {}

    /// Paths relative to the root of the repository: `template.yaml` and whatever is in `stacks/`.
    static List<String> files() {
        var stacks = ROOT.resolve("stacks");
        try (Stream<Path> others =
                Files.isDirectory(stacks) ? Files.list(stacks) : Stream.<Path>empty()) {
            return Stream.concat(
                            Stream.of("template.yaml"),
                            others.map(file -> "stacks/" + file.getFileName())
                                    .filter(file -> file.endsWith(".yaml"))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The expansions of a template, each in a file of its own in a new folder.
    static List<Path> expanded(String file) {
        try {
            var folder = Files.createTempDirectory("session-vault-expanded-");
            folder.toFile().deleteOnExit();
            var expansions = new TreeMap<String, JsonNode>();
            for (var values : Optional.ofNullable(PARAMETERS.get(file)).orElse(List.of(Map.of()))) {
                expansions.put(
                        expansions.size() + ".json",
                        SamExpansion.of(ROOT.resolve(file), values, ACCOUNT, REGION));
            }
            return expansions.entrySet().stream()
                    .map(expansion ->
                            written(folder.resolve(expansion.getKey()), expansion.getValue()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path written(Path file, JsonNode template) {
        try {
            Files.writeString(file, template.toPrettyString());
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
