package io.sessionvault.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Keeps what functions write, for whoever wants to look at all of it afterwards: one file a function, line after
/// line, in the folder that the system property `function.output` names. Without the property nothing is kept.
final class KeptOutput {
    private static final String FOLDER = "function.output";

    /// Sandboxes of one function write to one file.
    private static final ReentrantLock WRITING = new ReentrantLock();

    private KeptOutput() {}

    /// Takes the lines of one function.
    static Consumer<String> of(String function) {
        String folder = System.getProperty(FOLDER, "");
        if (folder.isEmpty()) {
            return _ -> {};
        }
        Path file = Path.of(folder, function + ".log");
        return line -> append(file, line);
    }

    private static void append(Path file, String line) {
        WRITING.lock();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException notKept) {
            throw new UncheckedIOException(notKept);
        } finally {
            WRITING.unlock();
        }
    }
}
