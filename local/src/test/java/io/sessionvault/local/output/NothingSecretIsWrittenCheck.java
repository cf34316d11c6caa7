package io.sessionvault.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

/// Runs after all tests of all modules, in an execution of its own, and looks at every line that functions and tests
/// have written. When only some tests were run it looks at what those wrote, and says how much that was.
class NothingSecretIsWrittenCheck {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @Test
    void noLineHoldsASecretOrContentOfSessionsAndDocuments()
            throws IOException, XMLStreamException {
        Output functions = new Output();
        functions.ofFunctions(REPOSITORY.resolve("local/target/function-output"));
        Output tests = new Output();
        for (Path module : modules()) {
            tests.ofTests(module.resolve("target/surefire-reports"));
        }

        System.out.printf(
                "looked at %d lines of %d functions and %d lines of %d test classes%n",
                functions.lines(), functions.files(), tests.lines(), tests.files());
        assertThat(Stream.concat(functions.leaks().stream(), tests.leaks().stream())).isEmpty();
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> functions = Files.list(REPOSITORY.resolve("functions"))) {
            return Stream.concat(functions, Stream.of(REPOSITORY.resolve("local")))
                    .filter(module -> Files.exists(module.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }
}
