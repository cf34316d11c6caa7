package io.sessionvault.bench.loopback;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// S3, Organizations and EventBridge on loopback: one virtual thread for each connection, which is
/// kept; canned answers after a latency; every request counted.
public final class LoopbackAws implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Answers answers;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Map<Operation, Long> calls = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;

    /// Listens on a free port of 127.0.0.1.
    ///
    /// @throws UncheckedIOException when there is none
    public LoopbackAws(StoredVault vault) {
        answers = new Answers(vault);
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread.ofPlatform().daemon().name("loopback").start(this::accept);
    }

    /// Where it listens.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// From now on, every answer takes so long.
    public void latency(Duration time) {
        latency = time;
    }

    /// What was asked since the last call of this method.
    public Served served() {
        Map<Operation, Long> counts = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            Long count = calls.remove(operation);
            if (count != null) {
                counts.put(operation, count);
            }
        }
        return new Served(counts, atOnce.getAndSet(0));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                // The loop ends if it is the server that was closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream(), 16 * 1024);
            OutputStream out = connection.getOutputStream();
            for (Optional<Request> next = Request.read(in, out);
                    next.isPresent();
                    next = Request.read(in, out)) {
                answer(next.get(), out);
            }
        } catch (IOException gone) {
            // A client may go away at any time.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private void answer(Request request, OutputStream out)
            throws IOException, InterruptedException {
        int now = underWay.incrementAndGet();
        atOnce.accumulateAndGet(now, Math::max);
        try {
            Operation operation = Answers.operation(request);
            calls.merge(operation, 1L, Long::sum);
            byte[] answer = answers.answer(operation, request);
            if (latency.isPositive()) {
                Thread.sleep(latency);
            }
            out.write(answer);
        } finally {
            underWay.decrementAndGet();
        }
    }
}
