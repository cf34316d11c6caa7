package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogEntriesTest {
    private static final Pattern ENTRY = Pattern.compile("\\b(?:entry|json)\\(\\s*\"([^\"]+)\"");

    /// Powertools drops an entry of such a name, with a warning.
    ///
    /// Source: Powertools for AWS Lambda (Java), "Logging", reserved keys.
    private static final Set<String> RESERVED =
            Set.of(
                    "message",
                    "level",
                    "service",
                    "timestamp",
                    "error",
                    "sampling_rate",
                    "cold_start",
                    "xray_trace_id",
                    "correlation_id",
                    "function_name",
                    "function_version",
                    "function_arn",
                    "function_memory_size",
                    "function_request_id");

    @Test
    void noEntryOfALogLineHasANameThatPowertoolsDrops() throws IOException {
        List<String> names;
        try (var files = Files.walk(VaultUnderTest.REPOSITORY.resolve("functions"))) {
            names =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> file.toString().contains("/src/main/"))
                            .flatMap(file -> ENTRY.matcher(read(file)).results())
                            .map((MatchResult entry) -> entry.group(1))
                            .toList();
        }
        assertThat(names).contains("log").doesNotContainAnyElementsOf(RESERVED);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
