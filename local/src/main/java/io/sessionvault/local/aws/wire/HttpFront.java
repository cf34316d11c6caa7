package io.sessionvault.local.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;

/// The HTTP server: turns requests into answers and knows nothing of AWS.
public final class HttpFront implements AutoCloseable {
    static {
        // Without it every answer with a body waits for the peer's delayed acknowledgement, about
        // 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        // All functions of an organization together keep more than the 200 connections that the
        // server would leave open.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<HttpRequest, Optional<HttpReply>> answer;

    /// Starts to listen.
    ///
    /// @param address where; port 0 for any free one
    /// @param answer makes the answer; empty to close the connection without one
    /// @throws UncheckedIOException when the address cannot be bound
    public HttpFront(InetSocketAddress address, Function<HttpRequest, Optional<HttpReply>> answer) {
        this.answer = answer;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on " + address, taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// The root of every request that comes from this machine.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<HttpReply> reply = answer.apply(request(exchange));
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        }
    }

    private static HttpRequest request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        // A target that starts with two slashes parses as an authority: it is a key with a leading
        // slash.
        boolean twoSlashes = uri.getScheme() == null && uri.getRawAuthority() != null;
        String path =
                twoSlashes ? "//" + uri.getRawAuthority() + uri.getRawPath() : uri.getRawPath();
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        return new HttpRequest(
                exchange.getRequestMethod(),
                path,
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                SdkBytes.fromByteArrayUnsafe(exchange.getRequestBody().readAllBytes()),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().asByteArrayUnsafe();
        try {
            if ("HEAD".equals(exchange.getRequestMethod())) {
                reply.pace().beforeTheLast();
                exchange.sendResponseHeaders(reply.status(), -1);
                return;
            }
            exchange.getResponseHeaders().remove("Content-Length");
            if (body.length == 0) {
                reply.pace().beforeTheLast();
                exchange.sendResponseHeaders(reply.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(reply.status(), body.length);
            send(exchange.getResponseBody(), body, reply.pace());
        } catch (InterruptedException closing) {
            // The connection closes with whatever is still missing.
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, byte[] body, HttpReply.Pace pace)
            throws IOException, InterruptedException {
        int sent = 0;
        while (sent < body.length && !pace.isAtOnce()) {
            if (sent == body.length - 1) {
                pace.beforeTheLast();
            } else {
                pace.beforeByte();
            }
            out.write(body[sent]);
            out.flush();
            sent++;
        }
        out.write(body, sent, body.length - sent);
    }
}
