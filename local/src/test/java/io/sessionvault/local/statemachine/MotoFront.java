package io.sessionvault.local.statemachine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sessionvault.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What moto's Step Functions takes for moto: its boto3 clients call the port in `MOTO_PORT`, which
/// is this front's. Calls of Lambda's Invoke go to functions of this project (moto's own Lambda
/// needs Docker); everything else, which is S3, goes on to moto as it came.
final class MotoFront implements AutoCloseable {
    private static final Pattern INVOKE =
            Pattern.compile("/2015-03-31/functions/(?<function>[^/]+)/invocations");
    private static final Set<String> OWN_OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "upgrade",
                    "transfer-encoding");

    private final HttpServer server;
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Functions functions;
    private URI moto = URI.create("http://127.0.0.1:1");

    private MotoFront(HttpServer server, Functions functions) {
        this.server = server;
        this.functions = functions;
    }

    static MotoFront start(Functions functions) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MotoFront front = new MotoFront(server, functions);
        server.setExecutor(front.exchanges);
        server.createContext("/", front::serve);
        server.start();
        return front;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Says where moto is.
    void before(URI address) {
        moto = address;
    }

    /// Has moto execute state machines, which it does when it is told to.
    void configure() throws IOException, InterruptedException {
        HttpResponse<String> reply =
                client.send(
                        HttpRequest.newBuilder(moto.resolve("/moto-api/config"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"stepfunctions\":{\"execute_state_machine\":true}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() >= 300) {
            throw new IllegalStateException("moto cannot be configured: " + reply.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        exchanges.shutdownNow();
        client.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Matcher invoke = INVOKE.matcher(exchange.getRequestURI().getRawPath());
        if (invoke.matches()) {
            String function = URLDecoder.decode(invoke.group("function"), StandardCharsets.UTF_8);
            invoke(exchange, function, new String(body, StandardCharsets.UTF_8));
        } else {
            passOn(exchange, body);
        }
    }

    private void invoke(HttpExchange exchange, String function, String payload) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        InvocationResult result;
        try {
            result = functions.invoke(function, payload);
        } catch (StateError refused) {
            String type = refused.error().substring("Lambda.".length());
            exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
            reply(exchange, 429, "{\"Type\":\"User\",\"message\":\"" + refused.reason() + "\"}");
            return;
        }
        switch (result) {
            case InvocationResult.Answered(String body) -> reply(exchange, 200, body);
            case InvocationResult.Failed failed -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                reply(exchange, 200, failed.body());
            }
            case InvocationResult.TimedOut _, InvocationResult.Crashed _ ->
                    throw new IllegalStateException(function + " ended with " + result);
        }
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException {
        URI target = moto.resolve(exchange.getRequestURI().toString());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!OWN_OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        HttpResponse<byte[]> reply;
        try {
            reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        reply.headers()
                .map()
                .forEach((name, values) -> {
                    if (!OWN_OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
        boolean head = exchange.getRequestMethod().equals("HEAD") || reply.body().length == 0;
        exchange.sendResponseHeaders(reply.statusCode(), head ? -1 : reply.body().length);
        try (var out = exchange.getResponseBody()) {
            if (!head) {
                out.write(reply.body());
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
