package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages name what exists, and what exists is named.
class DocumentationTest {
    private static final Path ROOT = VaultUnderTest.REPOSITORY;

    @Test
    void readmeShowsEveryEventFile() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> files = Files.walk(ROOT.resolve("events"), 2)) {
            List<String> events =
                    files.filter(file -> file.toString().endsWith(".json"))
                            .map(file -> ROOT.relativize(file).toString())
                            .filter(file -> !file.equals("events/environment.json"))
                            .toList();
            assertThat(events)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(readme).contains("-e " + file));
        }
    }

    @Test
    void everyAlarmHasItsSectionInOperations() throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"));
        String operations = Files.readString(ROOT.resolve("docs/operations.md"));
        List<String> anchors =
                Pattern.compile("docs/operations\\.md#([a-z-]+)")
                        .matcher(template)
                        .results()
                        .map((MatchResult link) -> link.group(1))
                        .toList();
        assertThat(anchors)
                .isNotEmpty()
                .allSatisfy(anchor -> assertThat(operations).contains("\n## " + anchor + "\n"));
    }

    @Test
    void everySettingOfTheFunctionsIsExplained() throws IOException {
        String pages =
                Files.readString(ROOT.resolve("docs/onboarding.md"))
                        + Files.readString(ROOT.resolve("docs/log-check.md"));
        try (VaultUnderTest vault = new VaultUnderTest()) {
            assertThat(vault.template.functions().values())
                    .allSatisfy(function ->
                            assertThat(function.environment().keySet())
                                    .filteredOn(name -> !name.startsWith("POWERTOOLS_"))
                                    .allSatisfy(name ->
                                            assertThat(pages).contains("| `" + name + "` |")));
        }
    }
}
