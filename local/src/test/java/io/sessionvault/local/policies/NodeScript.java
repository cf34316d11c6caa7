package io.sessionvault.local.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A running script of `local/src/test/node`, whose packages Maven installs before the tests run.
/// It answers lines of JSON with lines of JSON, and ends with this JVM.
public final class NodeScript {
    /// Tests run in the folder of their module.
    private static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final Path errors;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private NodeScript(String name, Path errors, Process process) {
        this.name = name;
        this.errors = errors;
        this.process = process;
        this.in = process.outputWriter();
        this.out = process.inputReader();
    }

    /// Starts a script.
    public static NodeScript start(String name) {
        try {
            var errors = Files.createTempFile("session-vault-node-", ".txt");
            errors.toFile().deleteOnExit();
            var process =
                    new ProcessBuilder("node", FOLDER.resolve(name).toString())
                            .redirectError(errors.toFile())
                            .start();
            return new NodeScript(name, errors, process);
        } catch (IOException e) {
            throw new UncheckedIOException("node cannot be run: " + e.getMessage(), e);
        }
    }

    /// The script's answer to a question.
    ///
    /// @throws IllegalStateException when it has none, or ends instead; the message tells why
    public synchronized JsonNode ask(Object question) {
        try {
            in.write(MAPPER.writeValueAsString(question));
            in.newLine();
            in.flush();
            var line = out.readLine();
            if (line == null) {
                throw ended("without an answer");
            }
            var reply = MAPPER.readTree(line);
            if (reply.has("error")) {
                throw new IllegalStateException(name + ": " + reply.get("error").asText());
            }
            return reply.path("answer");
        } catch (IOException e) {
            throw ended(e.toString());
        }
    }

    private IllegalStateException ended(String how) {
        try {
            process.waitFor();
            return new IllegalStateException(
                    name + " ended " + how + ": " + Files.readString(errors));
        } catch (IOException e) {
            return new IllegalStateException(name + " ended " + how, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException(name + " ended " + how, e);
        }
    }
}
