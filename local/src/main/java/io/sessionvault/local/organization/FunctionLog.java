package io.sessionvault.local.organization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What a function wrote to its log, line by line. Thread-safe: the lines come in from another
/// thread.
public final class FunctionLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> lines = new ArrayList<>();
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();

    /// Hands each line from now on to a reader, before anybody can wait for it.
    public void onLine(Consumer<String> reader) {
        readers.add(reader);
    }

    /// Adds a line.
    public void add(String line) {
        readers.forEach(reader -> reader.accept(line));
        synchronized (this) {
            lines.add(line);
            notifyAll();
        }
    }

    /// All lines so far.
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// All lines so far, which the log then forgets.
    public synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /// Whether it says nothing.
    public synchronized boolean isEmpty() {
        return lines.isEmpty();
    }

    /// The structured lines with a given message so far.
    public List<JsonNode> entries(String message) {
        return lines().stream()
                .map(FunctionLog::parse)
                .filter(line -> line.path("message").asText().equals(message))
                .toList();
    }

    /// Waits until the log says something.
    ///
    /// @throws IllegalStateException when it does not within `limit`
    public synchronized void await(Predicate<FunctionLog> said, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!said.test(this)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(
                        "the function's log did not say it within " + limit + ": " + lines);
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException plain) {
            return JSON.missingNode();
        }
    }
}
