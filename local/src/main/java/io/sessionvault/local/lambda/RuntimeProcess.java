package io.sessionvault.local.lambda;

import io.sessionvault.local.lambda.InvocationResult.Crashed;
import io.sessionvault.local.lambda.InvocationResult.TimedOut;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One JVM with the runtime client in it, and the Runtime API it speaks to: an execution environment, from its cold
/// start to its end.
///
/// Options of the JVM that Lambda does not set, for whoever starts hundreds, are taken from the system property
/// `function.jvm`.
final class RuntimeProcess {
    private static final String RUNTIME_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final int JAVA_RELEASE = 25;
    private static final int LINES_KEPT = 20;

    /// Ample for a JVM that writes an AOT cache when it ends.
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private final RuntimeApi api;
    private final Process process;
    private final long startedNanos;

    /// Why this environment answers no more: what came first, a failed initialisation or an exit.
    private final CompletableFuture<InvocationResult> end;

    private final CompletableFuture<Crashed> exit;

    private RuntimeProcess(
            RuntimeApi api,
            ProcessBuilder program,
            CompletableFuture<InvocationResult> end,
            Consumer<String> output)
            throws IOException {
        this.api = api;
        this.startedNanos = System.nanoTime();
        this.process = program.start();
        this.end = end;
        exit =
                CompletableFuture.supplyAsync(
                        () -> followToItsExit(process, output),
                        task -> Thread.ofPlatform().daemon().name("function output").start(task));
        exit.thenApply(end::complete).exceptionally(end::completeExceptionally);
    }

    /// Starts the process and waits until it is initialised; a function that cannot be shows at the first invocation.
    ///
    /// @param launch how it is started
    /// @param runtimeClient the directory of the runtime client's jars
    /// @param taskRoot the working directory, from which the runtime client loads the function
    /// @param home the function's home and temporary directory
    /// @param output takes each line that the function writes, in a thread of its own
    /// @throws IllegalStateException when this JVM is not of the release that functions are built for
    static RuntimeProcess start(
            FunctionConfiguration function,
            Launch launch,
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
        try {
            ProcessBuilder program =
                    new ProcessBuilder(command(function, launch, runtimeClient, home))
                            .directory(taskRoot.toFile())
                            .redirectErrorStream(true);
            program.environment().clear();
            program.environment()
                    .putAll(
                            ExecutionEnvironment.variables(
                                    function, launch, taskRoot, home, api.authority()));
            var started = new RuntimeProcess(api, program, end, output);
            CompletableFuture.anyOf(api.initialised(), end)
                    .completeOnTimeout(
                            0L, RuntimeApi.PICK_UP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(neverInitialised -> 0L)
                    .join();
            return started;
        } catch (IOException | RuntimeException notStarted) {
            api.close();
            throw notStarted;
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

    /// How it came up.
    ///
    /// @throws IllegalStateException when it never asked for an event
    ColdStart coldStart() {
        if (!api.initialised().isDone() || api.initialised().isCompletedExceptionally()) {
            throw new IllegalStateException("the function never asked for an event");
        }
        long from = api.restored().getNow(startedNanos);
        return new ColdStart(process.toHandle(), Duration.ofNanos(api.initialised().join() - from));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends the process as Lambda does, so that it can put its things in order, and returns when it is gone.
    void end() {
        process.toHandle().destroy();
        process.onExit().completeOnTimeout(process, FAREWELL.toSeconds(), TimeUnit.SECONDS).join();
        kill();
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
            FunctionConfiguration function, Launch launch, Path runtimeClient, Path home)
            throws IOException {
        return switch (launch) {
            case Launch.Program(List<String> command) -> command;
            case Launch.Jvm jvm -> command(function, jvm, runtimeClient, home);
            case Launch.SnapStart(Launch.Jvm jvm) -> command(function, jvm, runtimeClient, home);
        };
    }

    private static List<String> command(
            FunctionConfiguration function, Launch.Jvm jvm, Path runtimeClient, Path home)
            throws IOException {
        // Not all of a function's memory is heap: there are metaspace, threads and code.
        int heapMegabytes = function.memoryMegabytes() * 85 / 100;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + home);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add(NativeLibrary.unpack(runtimeClient, home));
        // As on Lambda's own command line: hooks of org.crac are those of SnapStart.
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.addAll(jvm.options());
        Stream.of(System.getProperty("function.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .forEach(command::add);
        command.add("-cp");
        command.add(
                Stream.concat(
                                Stream.of(runtimeClient.toAbsolutePath().resolve("*")),
                                jvm.classPath().stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(RUNTIME_CLIENT);
        command.add(function.handler());
        return command;
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
