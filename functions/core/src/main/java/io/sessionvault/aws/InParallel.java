package io.sessionvault.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Calls that wait for the network, side by side on virtual threads.
public final class InParallel {
    private InParallel() {}

    /// Applies `call` to each item, at most `concurrency` at a time.
    ///
    /// @return the results in the order of the items
    /// @throws RuntimeException the first exception of a call, after all have ended
    public static <T, R> List<R> map(Collection<T> items, int concurrency, Function<T, R> call) {
        try (var threads =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
            List<Future<R>> running = new ArrayList<>();
            items.forEach(item -> running.add(threads.submit(() -> call.apply(item))));
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for AWS", stopped);
        }
    }
}
