package io.sessionvault.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tables for people to read, in `target/faults`.
final class CallPages {
    private static final Path FOLDER = Path.of("target/faults");

    private CallPages() {}

    /// Writes a page.
    static void save(String name, List<String> lines) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name + ".md"), lines);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }
}
