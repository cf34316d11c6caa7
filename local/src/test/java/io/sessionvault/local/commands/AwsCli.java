package io.sessionvault.local.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The AWS CLI of the machine: its parser, its model of the services, its output. Each call that a command makes is
/// answered here instead of by AWS.
final class AwsCli implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Told when a test that needs the CLI is skipped.
    static final String SKIPPED =
            "SKIPPED: no Python with awscli is on the PATH, so no command of a page was parsed by the AWS CLI";

    /// A call that a command makes.
    ///
    /// @param service e.g. `cloudformation`
    /// @param operation e.g. `CreateStackSet`
    /// @param parameters what it is given
    /// @param profile the command's `--profile`; empty where it names none
    /// @param region the Region that is called
    /// @param base64 the parameters that AWS CLI 2 would take for base64
    record Call(
            String service,
            String operation,
            JsonNode parameters,
            String profile,
            String region,
            List<String> base64) {}

    /// What a call is answered with.
    sealed interface Reply {
        /// The output of the operation.
        record Output(Object output) implements Reply {}

        /// An error of the service.
        record Refused(String code, String message) implements Reply {}

        /// The call goes to `AWS_ENDPOINT_URL`.
        record PassedOn() implements Reply {}
    }

    /// Answers calls.
    @FunctionalInterface
    interface Service {
        /// Answers one.
        Reply answer(Call call);
    }

    private static final Optional<Path> PYTHON = python();

    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;
    private final Service service;

    private AwsCli(Process process, Service service) {
        this.process = process;
        this.in = process.inputReader();
        this.out = process.outputWriter();
        this.service = service;
    }

    /// Whether the machine has one whose code can be used.
    static boolean isThere() {
        return PYTHON.isPresent();
    }

    /// Starts it.
    ///
    /// @param directory the folder against which files are resolved
    /// @param environment the variables that it looks at, and no others that begin with `AWS_`
    static AwsCli start(Path directory, Map<String, String> environment, Service service)
            throws IOException {
        Path program = Files.createTempFile("aws-cli", ".py");
        try (InputStream source = AwsCli.class.getResourceAsStream("/commands/aws_cli.py")) {
            Files.write(program, Objects.requireNonNull(source).readAllBytes());
        }
        ProcessBuilder command =
                new ProcessBuilder(PYTHON.orElseThrow().toString(), program.toString())
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(environment);
        return new AwsCli(command.start(), service);
    }

    /// Runs a command, without the word `aws`.
    Shell.Answer run(List<String> arguments) {
        return talk(arguments, false);
    }

    /// Whether there is an operation of this name, e.g. `s3api`, `put-object`.
    boolean knows(List<String> arguments) {
        return talk(arguments, true).status() == 0;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private synchronized Shell.Answer talk(List<String> arguments, boolean mention) {
        try {
            tell(Map.of("argv", arguments, "mention", mention));
            while (true) {
                JsonNode said = JSON.readTree(Objects.requireNonNull(in.readLine(), "it ended"));
                if (said.has("status")) {
                    return new Shell.Answer(
                            said.path("status").asInt(),
                            said.path("output").asText(),
                            said.path("errors").asText());
                }
                tell(reply(said));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ObjectNode reply(JsonNode said) {
        List<String> base64 = said.path("blob").valueStream().map(JsonNode::asText).toList();
        ObjectNode reply = JSON.createObjectNode();
        return switch (service.answer(
                new Call(
                        said.path("service").asText(),
                        said.path("operation").asText(),
                        said.path("parameters"),
                        said.path("profile").asText(),
                        said.path("region").asText(),
                        base64))) {
            case Reply.Output(Object output) -> reply.set("answer", JSON.valueToTree(output));
            case Reply.Refused(String code, String message) ->
                    reply.set("error", JSON.createArrayNode().add(code).add(message));
            case Reply.PassedOn() -> reply.put("pass", true);
        };
    }

    private void tell(Object message) throws IOException {
        out.write(JSON.writeValueAsString(message));
        out.newLine();
        out.flush();
    }

    /// The first Python on the PATH that has the CLI's code.
    private static Optional<Path> python() {
        return Stream.of("python3", "python")
                .flatMap(name ->
                        Arrays.stream(
                                        System.getenv()
                                                .getOrDefault("PATH", "")
                                                .split(File.pathSeparator, -1))
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(AwsCli::hasTheCli)
                .findFirst();
    }

    /// Version 1, which is a Python package; version 2 reads some values otherwise.
    private static boolean hasTheCli(Path python) {
        try {
            return new ProcessBuilder(
                                    python.toString(),
                                    "-c",
                                    "import awscli.clidriver; assert awscli.__version__.startswith('1.')")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
