package io.sessionvault.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a packaged function as Lambda does: in a JVM of its own, under AWS's runtime interface client, with nothing on
/// its class path but its package. One invocation at a time; concurrent callers wait for their turn.
///
/// Where the system property `function.output` names a folder, all that functions write is kept there, too.
///
/// The JVM starts with the first invocation and stays warm until it crashes, times out or is killed; the next
/// invocation then starts a fresh one. Linux only, as the runtime client's native part is.
public final class FunctionSandbox implements AutoCloseable {
    private final FunctionConfiguration function;
    private final Launch launch;
    private final Path runtimeClient;
    private final Consumer<String> output;
    private final Path home;
    private final Path taskRoot;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Thread atShutdown = new Thread(this::kill);
    private volatile @Nullable RuntimeProcess runtime;
    private volatile boolean closed;

    /// Lays out the function's task root; starts nothing yet.
    ///
    /// @param runtimeClient the directory that holds the jars of the runtime interface client
    /// @param output takes each line the function writes to its standard output or error, in order, in another thread:
    ///     lines of an invocation may still come in just after it has returned
    /// @throws UncheckedIOException when the temporary directory cannot be set up
    public FunctionSandbox(
            PackagedFunction code,
            FunctionConfiguration function,
            Path runtimeClient,
            Consumer<String> output) {
        this(code, function, Launch.asLambda(), runtimeClient, output);
    }

    /// The same, started in another way than Lambda's own.
    ///
    /// @param launch how its process is started
    /// @throws UncheckedIOException when the temporary directory cannot be set up
    public FunctionSandbox(
            PackagedFunction code,
            FunctionConfiguration function,
            Launch launch,
            Path runtimeClient,
            Consumer<String> output) {
        this.function = function;
        this.launch = launch;
        this.runtimeClient = runtimeClient;
        this.output = KeptOutput.of(function.name()).andThen(output);
        try {
            home = Files.createTempDirectory("function-" + function.name() + "-");
            taskRoot = Files.createDirectory(home.resolve("task"));
            code.linkInto(taskRoot);
        } catch (IOException notSetUp) {
            throw new UncheckedIOException("no task root for " + function.name(), notSetUp);
        }
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /// Invokes the function with an event in JSON and waits, at most its timeout and the time of a cold start.
    ///
    /// @throws IllegalArgumentException when the function is configured with a variable that Lambda sets itself
    /// @throws IllegalStateException when the sandbox is closed or this JVM's release is not the functions'
    public InvocationResult invoke(String event) {
        turn.lock();
        try {
            return warmOrFresh().invoke(event);
        } finally {
            turn.unlock();
        }
    }

    /// Starts the function's process unless it runs, and tells how that one came up.
    ///
    /// @throws IllegalStateException when it never asked for an event, beside the reasons of [#invoke]
    public ColdStart start() {
        turn.lock();
        try {
            return warmOrFresh().coldStart();
        } finally {
            turn.unlock();
        }
    }

    /// Kills the function's JVM if one runs, in the middle of an invocation too: that one ends as
    /// [InvocationResult.Crashed].
    public void kill() {
        RuntimeProcess running = runtime;
        if (running != null) {
            running.kill();
        }
    }

    /// Ends the function's process and removes its files; an invocation in progress ends as crashed.
    @Override
    public void close() {
        closed = true;
        RuntimeProcess running = runtime;
        if (running != null) {
            running.end();
        }
        turn.lock();
        try {
            // Once more: an invocation may just have been starting a JVM.
            kill();
            deleteRecursively(home);
        } finally {
            turn.unlock();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs or has run, and finds nothing left to kill.
        }
    }

    private RuntimeProcess warmOrFresh() {
        if (closed) {
            throw new IllegalStateException("the sandbox of " + function.name() + " is closed");
        }
        RuntimeProcess warm = runtime;
        if (warm != null && warm.isAlive()) {
            return warm;
        }
        kill();
        try {
            RuntimeProcess fresh =
                    RuntimeProcess.start(function, launch, runtimeClient, taskRoot, home, output);
            runtime = fresh;
            return fresh;
        } catch (IOException notStarted) {
            throw new UncheckedIOException("no JVM for " + function.name(), notStarted);
        }
    }

    private static void deleteRecursively(Path directory) {
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException notDeleted) {
            throw new UncheckedIOException("could not remove " + directory, notDeleted);
        }
    }
}
