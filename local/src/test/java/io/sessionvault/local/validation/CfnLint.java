package io.sessionvault.local.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The community's linter. It comes from a registry that not every machine reaches, so it is used
/// where it is on the PATH.
final class CfnLint {
    static final String NAME = "cfn-lint";

    private CfnLint() {}

    static boolean isOnThePath() {
        var searched = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Stream.of(searched).anyMatch(folder -> Files.isExecutable(Path.of(folder, NAME)));
    }

    /// What it finds in templates as they are written, the transform for SAM included.
    ///
    /// @param templates the files by the names that the repository has for them
    /// @throws IllegalStateException when the templates were not linted
    static List<Finding> findings(Map<String, Path> templates) {
        var words = new ArrayList<>(List.of(NAME, "--format", "json"));
        templates.values().forEach(file -> words.add(file.toString()));
        var run = Command.run(words);
        var findings = new ArrayList<Finding>();
        for (var match : report(run)) {
            findings.addAll(
                    templates.entrySet().stream()
                            .filter(template ->
                                    template.getValue().endsWith(match.path("Filename").asText()))
                            .map(template -> finding(template.getKey(), match))
                            .toList());
        }
        // Source: cfn-lint, "Exit Codes": a bit for each severity of what was found.
        if (findings.isEmpty() != (run.status() == 0)) {
            throw new IllegalStateException(
                    "cfn-lint ended with " + run.status() + ": " + run.output());
        }
        return findings;
    }

    private static Finding finding(String template, JsonNode match) {
        var path = match.at("/Location/Path");
        return new Finding(
                NAME,
                match.at("/Rule/Id").asText(),
                template,
                path.path(1).asText(path.path(0).asText()),
                match.path("Message").asText());
    }

    private static JsonNode report(Command run) {
        try {
            return new ObjectMapper().readTree(run.output());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cfn-lint's report is no JSON: " + run.output(), e);
        }
    }
}
