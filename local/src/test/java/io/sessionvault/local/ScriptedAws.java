package io.sessionvault.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// An emulator that answers what a test tells it to.
public final class ScriptedAws implements AutoCloseable {
    private static final String IDENTITY =
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>
            </GetCallerIdentityResponse>\
            """;

    private final HttpServer server;

    /// An answer.
    public record Answer(int status, String body) {}

    private ScriptedAws(HttpServer server) {
        this.server = server;
    }

    /// Starts one that knows whose credentials it gets, and nothing else by itself.
    ///
    /// @param script from an operation's name to the answer
    public static ScriptedAws start(Function<String, Answer> script) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, script));
            server.start();
            return new ScriptedAws(server);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static void answer(HttpExchange exchange, Function<String, Answer> script)
            throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation =
                target == null ? action(body) : target.substring(target.lastIndexOf('.') + 1);
        Answer answer =
                operation.equals("GetCallerIdentity")
                        ? new Answer(200, IDENTITY)
                        : script.apply(operation);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String action(String form) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith("Action=")) {
                return URLDecoder.decode(
                        pair.substring("Action=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /// Where it listens.
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
