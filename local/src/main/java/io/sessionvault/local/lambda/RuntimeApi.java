package io.sessionvault.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sessionvault.local.lambda.InvocationResult.Answered;
import io.sessionvault.local.lambda.InvocationResult.Failed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Runtime API of one execution environment, on a free port of the loopback address.
///
/// Source: Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
final class RuntimeApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Pattern OUTCOME = Pattern.compile("invocation/([^/]+)/(response|error)");

    /// Lambda gives an initialisation 10 seconds; a laptop that is building besides may need more.
    static final Duration PICK_UP_LIMIT = Duration.ofMinutes(1);

    private record Invocation(
            String event,
            CompletableFuture<Boolean> pickedUp,
            CompletableFuture<InvocationResult> result) {}

    private final FunctionConfiguration function;
    private final HttpServer server;
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final Consumer<Failed> initFailure;
    private final CompletableFuture<Long> initialised = new CompletableFuture<>();
    private final CompletableFuture<Long> restored = new CompletableFuture<>();

    /// @param initFailure told if the runtime reports that the function cannot be initialised
    RuntimeApi(FunctionConfiguration function, Consumer<Failed> initFailure) throws IOException {
        this.function = function;
        this.initFailure = initFailure;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), 0), 0);
        server.setExecutor(exchanges);
        server.createContext(ROOT, this::serve);
        server.start();
    }

    /// `host:port`, as the variable `AWS_LAMBDA_RUNTIME_API` wants it.
    String authority() {
        return LOOPBACK + ":" + server.getAddress().getPort();
    }

    /// Completes with the moment, in [System#nanoTime()], at which the runtime asks for its first event; with an
    /// exception when it reports that the function cannot be initialised.
    CompletableFuture<Long> initialised() {
        return initialised;
    }

    /// Completes with the moment at which a runtime under SnapStart goes on behind its checkpoint; never for another.
    CompletableFuture<Long> restored() {
        return restored;
    }

    /// Offers an event to the runtime. The result times out by itself: when the runtime does not pick the event up,
    /// busy with its initialisation, and when the function does not answer in time after that.
    CompletableFuture<InvocationResult> submit(String event) {
        var invocation =
                new Invocation(event, new CompletableFuture<>(), new CompletableFuture<>());
        invocation
                .pickedUp()
                .orTimeout(PICK_UP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> invocation.result().complete(new TimedOut(PICK_UP_LIMIT)));
        waiting.add(invocation);
        return invocation.result();
    }

    @Override
    public void close() {
        server.stop(0);
        exchanges.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        switch (path) {
            case "invocation/next" -> next(exchange);
            case "restore/next" -> {
                // Asked at the checkpoint, answered when a snapshot of it is restored: here at
                // once.
                restored.complete(System.nanoTime());
                reply(exchange, 200, "{}");
            }
            case "init/error" -> {
                Failed failure = failure(body(exchange));
                initFailure.accept(failure);
                initialised.completeExceptionally(new IllegalStateException(failure.body()));
                reply(exchange, 202, "{}");
            }
            default -> outcome(exchange, OUTCOME.matcher(path));
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        initialised.complete(System.nanoTime());
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        String requestId = UUID.randomUUID().toString();
        running.put(requestId, invocation);
        invocation.pickedUp().complete(true);
        Duration limit = function.timeout();
        invocation
                .result()
                .completeOnTimeout(new TimedOut(limit), limit.toMillis(), TimeUnit.MILLISECONDS);
        long deadline = System.currentTimeMillis() + limit.toMillis();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", requestId);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", function.functionArn().toString());
        headers.set("Lambda-Runtime-Trace-Id", unsampledTrace(requestId));
        reply(exchange, 200, invocation.event());
    }

    private void outcome(HttpExchange exchange, Matcher path) throws IOException {
        Invocation invocation = path.matches() ? running.remove(path.group(1)) : null;
        if (invocation == null) {
            reply(exchange, 404, "{\"errorType\":\"NoSuchInvocationOrPath\"}");
            return;
        }
        String body = body(exchange);
        invocation
                .result()
                .complete(path.group(2).equals("error") ? failure(body) : new Answered(body));
        reply(exchange, 202, "{}");
    }

    private static Failed failure(String body) {
        try {
            JsonNode error = JSON.readTree(body);
            return new Failed(
                    error.path("errorType").asText("Unknown"),
                    error.path("errorMessage").asText(""),
                    body);
        } catch (JsonProcessingException notJson) {
            return new Failed("Unknown", body, body);
        }
    }

    /// A trace header of the form Lambda sends, which tells tracers to record nothing.
    private static String unsampledTrace(String requestId) {
        String hex = requestId.replace("-", "");
        return "Root=1-" + hex.substring(0, 8) + "-" + hex.substring(8) + ";Sampled=0";
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // Without a content type the runtime client's native part brings its JVM down.
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
