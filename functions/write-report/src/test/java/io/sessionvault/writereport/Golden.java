package io.sessionvault.writereport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What was approved once. To change it on purpose, run the tests, look at what they say, and
/// change the file.
final class Golden {
    private static final Path FILES = Path.of("src/test/resources/golden");

    private Golden() {}

    static String text(String name) throws IOException {
        return Files.readString(FILES.resolve(name));
    }
}
