package io.sessionvault.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Calls that wait for the network, side by side on virtual threads.
public final class InParallel {
    private InParallel() {}

    /// Applies `call` to each item, at most `concurrency` at a time; to a single one in the calling
    /// thread, since the first message after a cold start need not wait for threads.
    ///
    /// @return the results in the order of the items
    /// @throws RuntimeException the first exception of a call, after all have ended
    public static <T, R> List<R> map(Collection<T> items, int concurrency, Function<T, R> call) {
        if (items.size() == 1) {
            return List.of(call.apply(items.iterator().next()));
        }
        try (var threads =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
            List<Future<R>> running = new ArrayList<>();
            items.forEach(item -> running.add(threads.submit(() -> call.apply(item))));
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(await(result));
            }
            return results;
        }
    }

    /// Makes two calls of different kinds.
    ///
    /// @return what `together` makes of their results
    /// @throws RuntimeException the first exception of a call, after both have ended
    static <A, B, R> R both(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> together) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<A> first = threads.submit(one::get);
            Future<B> second = threads.submit(other::get);
            return together.apply(await(first), await(second));
        }
    }

    private static <T> T await(Future<T> running) {
        try {
            return running.get();
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
