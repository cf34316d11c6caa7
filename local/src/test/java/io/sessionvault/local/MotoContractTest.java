package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The guided run on an emulator that this project did not write.
class MotoContractTest {
    @Test
    void tellsTheSameStoryOnMoto() throws Exception {
        Optional<Path> moto = onPath("moto_server");
        assumeThat(moto)
                .as(
                        "SKIPPED: moto_server is not on the PATH, so the run was not repeated on another emulator")
                .isPresent();
        int port = freePort();
        Process server =
                new ProcessBuilder(moto.orElseThrow().toString(), "-p", Integer.toString(port))
                        .redirectErrorStream(true)
                        .start();
        try {
            awaitListening(server);
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            boolean success;
            try (Platform platform = Platform.Foreign.at("http://127.0.0.1:" + port, Map.of());
                    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
                success = new GuidedRun(VaultUnderTest.REPOSITORY, platform, out).run();
            }
            assertThat(success).as(told.toString(StandardCharsets.UTF_8)).isTrue();
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Reads the server's output until it says that it listens, and then on, so that it never waits
    /// for a reader.
    private static void awaitListening(Process server) throws IOException {
        BufferedReader output = server.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains("Running on")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("moto_server ended instead of listening");
        }
        Thread.startVirtualThread(() -> output.lines().forEach(ignored -> {}));
    }
}
