package io.sessionvault.bench.loopback;

import java.util.Map;

/// What the loopback server was asked.
///
/// @param calls how often, by operation; operations never asked for are not in it
/// @param atOnce how many requests were under way at the same time at most
public record Served(Map<Operation, Long> calls, int atOnce) {
    /// How often an operation was asked for.
    public long of(Operation operation) {
        return calls.getOrDefault(operation, 0L);
    }

    /// All requests.
    public long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }
}
