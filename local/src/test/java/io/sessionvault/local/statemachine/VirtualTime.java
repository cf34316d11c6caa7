package io.sessionvault.local.statemachine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;

/// Time that passes only while everybody waits: then it is the moment for which the first of them
/// waits. Hours of a state machine take milliseconds, whatever the machine that runs it.
final class VirtualTime implements InstantSource {
    private final PriorityQueue<Instant> waits = new PriorityQueue<>();
    private Instant now = Instant.parse("2026-11-28T03:15:00Z");
    private int workers;

    /// Threads that this time waits for. Who started them only waits for their end.
    ThreadFactory threads() {
        ThreadFactory virtual = Thread.ofVirtual().factory();
        return work -> {
            join();
            return virtual.newThread(() -> {
                try {
                    work.run();
                } finally {
                    leave();
                }
            });
        };
    }

    /// Returns after that time.
    synchronized void pass(Duration time) {
        Instant until = now.plus(time);
        waits.add(until);
        proceed();
        while (now.isBefore(until)) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    private synchronized void join() {
        workers++;
    }

    private synchronized void leave() {
        workers--;
        proceed();
    }

    /// Where nobody was started, the only one is who waits.
    private void proceed() {
        if (!waits.isEmpty() && waits.size() >= workers) {
            now = waits.peek();
            while (now.equals(waits.peek())) {
                waits.remove();
            }
            notifyAll();
        }
    }
}
