package io.sessionvault.local.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.MotoServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// CloudFormation as AWS's SAM translator and moto play it, which this project did not write: the
/// translator expands a template, moto creates its resources.
final class MotoCloudFormation implements AutoCloseable {
    /// The account of everything that moto creates. Source: moto, `DEFAULT_ACCOUNT_ID`.
    static final String ACCOUNT = "123456789012";

    static final String REGION = "us-east-1";

    /// Tests run in the folder of their module.
    private static final Path SCRIPT = Path.of("src/test/python/cloudformation.py");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Optional<Path> PYTHON = python();

    private final MotoServer server;

    private MotoCloudFormation(MotoServer server) {
        this.server = server;
    }

    /// What this machine lacks for it; empty where it lacks nothing.
    static Optional<String> lacks() {
        if (!MotoServer.isOnThePath()) {
            return Optional.of("moto_server is not on the PATH");
        }
        return PYTHON.isPresent()
                ? Optional.empty()
                : Optional.of("no Python on the PATH has samtranslator, moto and boto3");
    }

    /// Starts it.
    static MotoCloudFormation start() throws IOException {
        return new MotoCloudFormation(MotoServer.start());
    }

    /// Creates a stack where nothing else is, and tells what became of it; [#SCRIPT] says in which
    /// form.
    ///
    /// @param without properties that are left out, by logical id
    /// @param refused types that moto is expected to refuse, and its answers
    /// @param tried logical ids of such types that need no further attempt
    JsonNode deploy(
            Deployment deployment,
            Map<String, List<String>> without,
            Map<String, String> refused,
            Collection<String> tried)
            throws IOException {
        var question =
                Map.of(
                        "template",
                        deployment.template().toString(),
                        "parameters",
                        deployment.parameters(),
                        "endpoint",
                        server.uri().toString(),
                        "stack",
                        "session-vault",
                        "without",
                        without,
                        "refused",
                        refused,
                        "tried",
                        tried);
        var asked = Files.createTempFile("session-vault-cloudformation-", ".json");
        try {
            MAPPER.writeValue(asked.toFile(), question);
            return answer(asked);
        } finally {
            Files.delete(asked);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static JsonNode answer(Path asked) throws IOException {
        var process =
                new ProcessBuilder(PYTHON.orElseThrow().toString(), SCRIPT.toString())
                        .redirectInput(asked.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (output.isEmpty()) {
            throw new IllegalStateException(SCRIPT + " gave no answer; see its stderr above");
        }
        return MAPPER.readTree(output);
    }

    /// The first Python on the PATH that has what the script imports.
    private static Optional<Path> python() {
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Stream.of(folders)
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .filter(MotoCloudFormation::hasTheModules)
                .findFirst();
    }

    private static boolean hasTheModules(Path python) {
        var command =
                new ProcessBuilder(python.toString(), "-c", "import samtranslator, moto, boto3")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return command.start().waitFor() == 0;
        } catch (IOException notAProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(python + " was interrupted", e);
        }
    }
}
