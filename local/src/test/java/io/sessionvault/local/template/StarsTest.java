package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A statement about every resource says why, in the line above.
class StarsTest {
    private static final List<String> FIELDS = List.of("Resource", "NotResource");

    /// Reads the raw text, because comments are not part of the tree, and counts, so that no other
    /// way of writing a star escapes it.
    @ParameterizedTest
    @ValueSource(strings = {"template.yaml", "stacks/management.yaml", "stacks/member.yaml"})
    void everyStarAsResourceHasItsReasonWritten(String name) {
        Path file = VaultStack.ROOT.resolve(name);
        var lines = VaultStack.read(file).lines().toList();
        var stars = new ArrayList<Integer>();
        for (var line = 1; line < lines.size(); line++) {
            if (lines.get(line).strip().equals("Resource: '*'")) {
                assertThat(lines.get(line - 1).strip())
                        .as("line %d of %s, above a Resource: '*'", line, name)
                        .matches("# .{20,}");
                stars.add(line);
            }
        }
        JsonNode resources = TemplateYaml.read(file).path("Resources");
        assertThat(
                        FIELDS.stream()
                                .flatMap(field -> resources.findValues(field).stream())
                                .filter(StarsTest::isStar))
                .hasSameSizeAs(stars);
    }

    private static boolean isStar(JsonNode resource) {
        return resource.asText().equals("*")
                || (resource.isArray() && resource.valueStream().anyMatch(StarsTest::isStar));
    }
}
