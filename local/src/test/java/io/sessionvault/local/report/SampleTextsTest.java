package io.sessionvault.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedFinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README's picture shows what the product says: whoever sees it gets no friendlier texts than whoever runs it.
class SampleTextsTest {
    /// Two literals that stand beside each other, and a format's place for a value.
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /// What differs from place to place: names with digits, dots, slashes, colons or in capitals, and what stands in a
    /// field of its own.
    private static final Pattern VALUE =
            Pattern.compile(
                    "(?:SSM|AWS)-\\w+|SessionVaultLogWriter|inputs\\.\\w+|[\\w+=,.@/-]*[0-9/][\\w+=,.@:/-]*"
                            + "|arn:[^ ]+|[a-z0-9-]+:[A-Z]\\w+|AccessDenied\\w*: [^:;]*|(?<=parameters )\\w+|[;:()]|(?<=role )search-batch|(?<=cannot )assume");

    @Test
    void everyTextIsOneOfTheProducts() {
        String product = product();
        Report report = Samples.typical();
        assertThat(
                        Stream.of(
                                        report.findings(),
                                        report.changes().resolved(),
                                        report.changes().outOfSight())
                                .flatMap(found -> found.stream().map(ReportedFinding::finding))
                                .flatMap(found -> Arrays.stream(VALUE.split(found.detail())))
                                .map(String::strip)
                                .filter(part -> part.contains(" "))
                                .distinct())
                .hasSizeGreaterThan(12)
                .allSatisfy(part -> assertThat(product).contains(part));
    }

    /// The sources of the functions, their literals in one piece.
    private static String product() {
        try (Stream<Path> files = Files.walk(VaultUnderTest.REPOSITORY.resolve("functions"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .map(SampleTextsTest::read)
                    .map(source -> JOINED.matcher(source).replaceAll("").replace("%s", ""))
                    .map(source -> source.replaceAll(" +", " "))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
