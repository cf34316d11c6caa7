package io.sessionvault.local.lambda;

import io.sessionvault.local.lambda.InvocationResult.Crashed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One JVM with the runtime client in it, and the Runtime API it speaks to: an execution environment, from its cold
/// start to its end.
final class RuntimeProcess {
    private static final String RUNTIME_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final int JAVA_RELEASE = 25;
    private static final int LINES_KEPT = 20;

    /// One JVM starts at a time: the runtime client unpacks its native library to one place in /tmp, and a second
    /// JVM that loads half a file crashes.
    private static final ReentrantLock STARTING = new ReentrantLock();

    private final RuntimeApi api;
    private final Process process;

    /// Why this environment answers no more: what came first, a failed initialisation or an exit.
    private final CompletableFuture<InvocationResult> end;

    private final CompletableFuture<Crashed> exit;

    private RuntimeProcess(
            RuntimeApi api,
            Process process,
            CompletableFuture<InvocationResult> end,
            Consumer<String> output) {
        this.api = api;
        this.process = process;
        this.end = end;
        exit =
                CompletableFuture.supplyAsync(
                        () -> followToItsExit(process, output),
                        task -> Thread.ofPlatform().daemon().name("function output").start(task));
        exit.thenApply(end::complete).exceptionally(end::completeExceptionally);
    }

    /// Starts the JVM and waits until it is initialised; a function that cannot be shows at the first invocation.
    ///
    /// @param runtimeClient the directory of the runtime client's jars
    /// @param taskRoot the working directory, from which the runtime client loads the function
    /// @param home the function's home and temporary directory
    /// @param output takes each line that the function writes, in a thread of its own
    /// @throws IllegalStateException when this JVM is not of the release that functions are built for
    static RuntimeProcess start(
            FunctionConfiguration function,
            Path runtimeClient,
            Path taskRoot,
            Path home,
            Consumer<String> output)
            throws IOException {
        if (Runtime.version().feature() != JAVA_RELEASE) {
            throw new IllegalStateException(
                    "functions run on Java " + JAVA_RELEASE + ", and this is " + Runtime.version());
        }
        var end = new CompletableFuture<InvocationResult>();
        RuntimeApi api = new RuntimeApi(function, end::complete);
        STARTING.lock();
        try {
            ProcessBuilder jvm =
                    new ProcessBuilder(command(function, runtimeClient, home))
                            .directory(taskRoot.toFile())
                            .redirectErrorStream(true);
            jvm.environment().clear();
            jvm.environment()
                    .putAll(
                            ExecutionEnvironment.variables(
                                    function, taskRoot, home, api.authority()));
            var started = new RuntimeProcess(api, jvm.start(), end, output);
            CompletableFuture.anyOf(api.initialised(), end)
                    .completeOnTimeout(
                            false, RuntimeApi.PICK_UP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(brokenOutput -> false)
                    .join();
            return started;
        } catch (IOException | RuntimeException notStarted) {
            api.close();
            throw notStarted;
        } finally {
            STARTING.unlock();
        }
    }

    /// Hands `event` to the function and waits for the outcome. After any but an answer or an error of the handler the
    /// JVM is gone.
    InvocationResult invoke(String event) {
        CompletableFuture<InvocationResult> answer = api.submit(event);
        CompletableFuture.anyOf(answer, end).exceptionally(brokenOutput -> null).join();
        if (!answer.isDone()) {
            kill();
            return end.join();
        }
        InvocationResult result = answer.join();
        if (result instanceof TimedOut) {
            kill();
        }
        return result;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends the JVM at once, and returns when it is gone and its output has been read.
    void kill() {
        // Through the handle: Process.destroyForcibly would close the output before it is read.
        process.toHandle().destroyForcibly();
        process.onExit().join();
        exit.handle((crashed, brokenOutput) -> true).join();
        api.close();
    }

    private static List<String> command(
            FunctionConfiguration function, Path runtimeClient, Path home) {
        // Not all of a function's memory is heap: there are metaspace, threads and code.
        int heapMegabytes = function.memoryMegabytes() * 85 / 100;
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + home,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                runtimeClient.toAbsolutePath().resolve("*").toString(),
                RUNTIME_CLIENT,
                function.handler());
    }

    private static Crashed followToItsExit(Process process, Consumer<String> output) {
        Deque<String> lastLines = new ArrayDeque<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.accept(line);
                lastLines.addLast(line);
                if (lastLines.size() > LINES_KEPT) {
                    lastLines.removeFirst();
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Crashed(process.onExit().join().exitValue(), List.copyOf(lastLines));
    }
}
