package io.sessionvault.local.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Lanes side by side: most of the time a function whose calls are struck waits, so that others can
/// be struck meanwhile. A lane is made when all others are in use.
final class CallLanes implements AutoCloseable {
    private final int pageSize;
    private final ThreadPoolExecutor threads;
    private final Queue<CallLane> idle = new ConcurrentLinkedQueue<>();
    private final List<CallLane> all = new ArrayList<>();

    /// @param pageSize how many items a page of a listing holds
    /// @param most how many lanes at most
    CallLanes(int pageSize, int most) {
        this.pageSize = pageSize;
        this.threads =
                new ThreadPoolExecutor(
                        most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    /// Allows for more lanes than before.
    void widen(int most) {
        threads.setMaximumPoolSize(most);
        threads.setCorePoolSize(most);
    }

    /// Has something done in a lane.
    <T> Future<T> submit(Function<CallLane, T> work) {
        return threads.submit(() -> {
            CallLane found = idle.poll();
            CallLane lane = found == null ? open() : found;
            try {
                return work.apply(lane);
            } finally {
                idle.add(lane);
            }
        });
    }

    /// What came of something that was done in a lane.
    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case AssertionError wrong -> throw wrong;
                case RuntimeException broken -> throw broken;
                case null, default -> throw new IllegalStateException(failure);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private CallLane open() {
        CallLane lane = new CallLane(pageSize);
        synchronized (all) {
            all.add(lane);
        }
        return lane;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        synchronized (all) {
            all.forEach(CallLane::close);
        }
    }
}
