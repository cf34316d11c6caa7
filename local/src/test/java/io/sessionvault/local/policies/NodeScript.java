package io.sessionvault.local.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A script of `local/src/test/node`, whose packages Maven installs before the tests run.
public final class NodeScript {
    /// Tests run in the folder of their module.
    public static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private NodeScript() {}

    /// Runs a script once, with `input` as JSON on its stdin, and reads the JSON on its stdout.
    ///
    /// @throws IllegalStateException when the script ends with anything but 0; the message has its
    ///     stderr
    public static JsonNode run(String script, Object input) {
        try {
            var work = Files.createTempDirectory("session-vault-node-");
            var in = work.resolve("in.json");
            var out = work.resolve("out.json");
            var err = work.resolve("err.txt");
            MAPPER.writeValue(in.toFile(), input);
            var status =
                    new ProcessBuilder("node", FOLDER.resolve(script).toString())
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        script + " ended with " + status + ": " + Files.readString(err));
            }
            var answer = MAPPER.readTree(out.toFile());
            for (var file : new Path[] {in, out, err, work}) {
                Files.delete(file);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("node cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(script + " was interrupted", e);
        }
    }
}
