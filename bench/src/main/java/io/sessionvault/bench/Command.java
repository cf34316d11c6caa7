package io.sessionvault.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Runs a program of the machine.
final class Command {
    private Command() {}

    /// What a program prints; empty when there is none of that name or it fails.
    static Optional<String> output(String... command) {
        return output(Path.of("").toAbsolutePath(), command);
    }

    /// The same in some directory.
    static Optional<String> output(Path directory, String... command) {
        try {
            Process program =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return program.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
