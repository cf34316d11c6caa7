package io.sessionvault.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sessionvault.local.VaultUnderTest;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Types blocks into one bash, in a folder that has the templates of the repository. In the place of the programs that
/// would build or call AWS there are scripts that ask here what to do.
final class Shell {
    private static final int LONGEST_SECONDS = 100;

    /// The programs that are not what they are called. A fresh Debian has no `uuidgen`.
    private static final Set<String> REPLACED =
            Set.of("aws", "sam", "mvn", "sleep", "uuidgen", "session-manager-plugin", "now-at");

    /// Hands over what was typed, and passes on what comes back. The answer is the status, the length of the output,
    /// the output, and then what belongs on the standard error.
    private static final String SCRIPT =
            """
            #!/bin/bash
            exec 3<>/dev/tcp/127.0.0.1/PORT
            printf '%s\\0' "$#" "${0##*/}" "$@" >&3
            read -r status length <&3
            head -c "$length" <&3
            cat <&3 >&2
            exit "$status"
            """;

    /// What a program says in the end.
    ///
    /// @param status its exit code
    /// @param output its standard output
    /// @param errors its standard error
    record Answer(int status, String output, String errors) {
        /// A success.
        static Answer of(String output) {
            return new Answer(0, output, "");
        }
    }

    /// What stands in the place of the programs.
    @FunctionalInterface
    interface Programs {
        /// Runs one.
        Answer run(Typed typed);
    }

    private final Path folder;
    private final Programs programs;
    private String place = "";

    /// @param folder an empty folder to work in
    Shell(Path folder, Programs programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /// Types the blocks, one after the other, with nothing set but `PATH` and `HOME`, and without leave to use a
    /// variable that is not set.
    ///
    /// @return what the shell itself wrote on its standard error, e.g. that a variable is not set
    String type(List<Block> blocks) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(folder.resolve("repository"));
        copy(directory);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path replacements = replacements(server.getLocalPort());
            Thread.ofVirtual().start(() -> serve(server));
            Process bash = start(directory, replacements, script(blocks));
            bash.getOutputStream().close();
            if (!bash.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                bash.descendants().forEach(ProcessHandle::destroyForcibly);
                bash.destroyForcibly();
                throw new IllegalStateException(place + " does not end");
            }
        }
        return Files.readString(folder.resolve("errors"));
    }

    /// The folder in which everything is typed.
    Path directory() {
        return folder.resolve("repository");
    }

    private Process start(Path directory, Path replacements, Path script) throws IOException {
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-u", script.toString())
                        .directory(directory.toFile())
                        .redirectOutput(folder.resolve("output").toFile())
                        .redirectError(folder.resolve("errors").toFile());
        String path = System.getenv().getOrDefault("PATH", "");
        bash.environment().clear();
        bash.environment().put("PATH", replacements + File.pathSeparator + path);
        bash.environment().put("HOME", folder.toString());
        return bash.start();
    }

    private Path script(List<Block> blocks) throws IOException {
        StringBuilder script = new StringBuilder();
        for (int block = 0; block < blocks.size(); block++) {
            Path file = folder.resolve("block-" + block);
            Files.writeString(file, blocks.get(block).text() + "\n");
            script.append("now-at '%s'\n. '%s'\n".formatted(blocks.get(block).place(), file));
        }
        return Files.writeString(folder.resolve("script"), script + "now-at end\n");
    }

    private Path replacements(int port) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String program : REPLACED) {
            File file =
                    Files.writeString(
                                    bin.resolve(program),
                                    SCRIPT.replace("PORT", Integer.toString(port)))
                            .toFile();
            if (!file.setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
        return bin;
    }

    private static void copy(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("stacks"));
        for (String file :
                List.of(
                        "template.yaml",
                        "samconfig.toml",
                        "stacks/member.yaml",
                        "stacks/management.yaml")) {
            Files.copy(VaultUnderTest.REPOSITORY.resolve(file), directory.resolve(file));
        }
    }

    private void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket caller) {
        try (caller;
                OutputStream out = new BufferedOutputStream(caller.getOutputStream())) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            int count = Integer.parseInt(word(in));
            String program = word(in);
            List<String> arguments = new ArrayList<>();
            for (int argument = 0; argument < count; argument++) {
                arguments.add(word(in));
            }
            Answer answer = run(program, arguments);
            byte[] output = answer.output().getBytes(UTF_8);
            out.write((answer.status() + " " + output.length + "\n").getBytes(UTF_8));
            out.write(output);
            out.write(answer.errors().getBytes(UTF_8));
        } catch (IOException gone) {
            // The program that asked was stopped; there is nobody to tell.
        }
    }

    private synchronized Answer run(String program, List<String> arguments) {
        return switch (program) {
            case "now-at" -> {
                place = arguments.getFirst();
                yield Answer.of("");
            }
            case "sleep", "mvn", "session-manager-plugin" -> Answer.of("");
            case "uuidgen" -> new Answer(127, "", "bash: uuidgen: command not found\n");
            default -> programs.run(new Typed(place, program, arguments));
        };
    }

    private static String word(DataInputStream in) throws IOException {
        var word = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0; next = in.read()) {
            word.write(next);
        }
        return word.toString(UTF_8);
    }
}
