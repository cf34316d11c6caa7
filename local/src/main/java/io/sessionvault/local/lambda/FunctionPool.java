package io.sessionvault.local.lambda;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Several sandboxes of one function: as many concurrent invocations as it has sandboxes, further callers wait.
public final class FunctionPool implements AutoCloseable {
    private final List<FunctionSandbox> sandboxes;
    private final BlockingDeque<FunctionSandbox> idle;

    /// @param concurrency how many sandboxes, at least 1
    /// @throws IllegalArgumentException when `concurrency` is less
    public FunctionPool(int concurrency, Supplier<FunctionSandbox> newSandbox) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "a pool has at least one sandbox, not " + concurrency);
        }
        sandboxes = Stream.generate(newSandbox).limit(concurrency).toList();
        idle = new LinkedBlockingDeque<>(sandboxes);
    }

    /// Invokes the function in an idle sandbox, the one used last before others, since it is warm.
    ///
    /// @throws IllegalStateException when the pool is closed or the caller is interrupted as it waits for a sandbox
    public InvocationResult invoke(String event) {
        FunctionSandbox sandbox;
        try {
            sandbox = idle.takeFirst();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the invocation", interrupted);
        }
        try {
            return sandbox.invoke(event);
        } finally {
            idle.addFirst(sandbox);
        }
    }

    /// Kills every JVM of the pool that runs, as [FunctionSandbox#kill()] does.
    public void kill() {
        sandboxes.forEach(FunctionSandbox::kill);
    }

    /// Closes every sandbox.
    @Override
    public void close() {
        sandboxes.forEach(FunctionSandbox::close);
    }
}
