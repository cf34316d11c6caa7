package io.sessionvault.bench.bare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks for the head of every object of a batch, side by side, and demands the right key of each.
final class Heads {
    private final String bucket;
    private final String keyArn;
    private final int concurrency;

    Heads(Map<String, String> environment) {
        bucket = environment.getOrDefault("VAULT_BUCKET", "");
        keyArn = environment.getOrDefault("BUCKET_KEY_ARN", "");
        concurrency = Integer.parseInt(environment.getOrDefault("BENCH_CONCURRENCY", "1"));
    }

    /// The way to ask for one head.
    interface Call {
        /// The ARN of the key under which the object is encrypted.
        String keyOf(NamedObject object) throws IOException;
    }

    void answer(InputStream input, OutputStream output, Call call) throws IOException {
        List<NamedObject> objects = NamedObject.read(input, bucket);
        List<String> failures = new ArrayList<>();
        try (var threads =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
            List<Future<String>> keys = new ArrayList<>();
            objects.forEach(object -> keys.add(threads.submit(() -> call.keyOf(object))));
            for (int index = 0; index < keys.size(); index++) {
                if (!keys.get(index).get().equals(keyArn)) {
                    failures.add(objects.get(index).messageId());
                }
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("another key than the vault's: " + failures);
        }
        output.write(
                "{\"batchItemFailures\":[],\"heads\":%d}"
                        .formatted(objects.size())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
