package io.sessionvault.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// An emulator that this project did not write, where it is on the PATH.
public final class MotoServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private MotoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Whether there is one.
    public static boolean isOnThePath() {
        return program().isPresent();
    }

    /// Starts one and waits until it listens.
    public static MotoServer start() throws IOException {
        return start(Map.of());
    }

    /// Starts one whose own clients call another port than its own, and waits until it listens.
    ///
    /// @param clientsPort that port
    public static MotoServer start(int clientsPort) throws IOException {
        return start(Map.of("MOTO_PORT", Integer.toString(clientsPort)));
    }

    private static MotoServer start(Map<String, String> environment) throws IOException {
        int port = freePort();
        ProcessBuilder command =
                new ProcessBuilder(program().orElseThrow().toString(), "-p", Integer.toString(port))
                        .redirectErrorStream(true);
        command.environment().putAll(environment);
        MotoServer server = new MotoServer(command.start(), port);
        server.awaitListening();
        return server;
    }

    /// From now on it binds everybody by policies.
    ///
    /// Source: moto documentation, "IAM-like Access Control".
    public void enforcePolicies() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(uri().resolve("/moto-api/reset-auth"))
                            .POST(BodyPublishers.ofString("0"))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    /// Where it listens.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "moto_server"))
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
    private void awaitListening() throws IOException {
        BufferedReader output = process.inputReader();
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
