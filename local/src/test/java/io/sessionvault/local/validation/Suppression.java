package io.sessionvault.local.validation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A finding that is accepted. One entry of `src/test/resources/suppressions.yaml` may name several
/// resources; each of them is a suppression of its own.
///
/// @param reason why it is right to leave the template as it is
record Suppression(String tool, String rule, String file, String resource, String reason) {
    static final Path FILE = Path.of("src/test/resources/suppressions.yaml");

    /// What is written in the file.
    private record Entry(
            String tool, String rule, String file, List<String> resources, String reason) {}

    /// @throws IllegalArgumentException when no reason is given
    Suppression {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(tool + " " + rule + ": why is it suppressed?");
        }
    }

    /// Reads the file.
    static List<Suppression> read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readValue(FILE.toFile(), new TypeReference<List<Entry>>() {}).stream()
                            .flatMap(entry ->
                                    entry.resources().stream()
                                            .map(resource ->
                                                    new Suppression(
                                                            entry.tool(),
                                                            entry.rule(),
                                                            entry.file(),
                                                            resource,
                                                            entry.reason())))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells whether it is this finding that is accepted.
    boolean accepts(Finding finding) {
        return finding.tool().equals(tool)
                && finding.rule().equals(rule)
                && finding.file().equals(file)
                && finding.resource().equals(resource);
    }
}
