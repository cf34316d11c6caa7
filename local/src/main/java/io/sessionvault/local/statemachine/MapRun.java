package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.statemachine.Interruption.Within;
import io.sessionvault.local.statemachine.ReferencePath.Scope;
import io.sessionvault.local.statemachine.State.ChildKind;
import io.sessionvault.local.statemachine.State.DistributedMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/// The children of one map, what became of them, and where their results go. A redrive runs those
/// that have not succeeded.
final class MapRun {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DistributedMap map;
    private final String machineArn;
    private final String id;
    private final String bucket;
    private final String folder;
    private final int concurrency;
    private final List<JsonNode> inputs;

    /// What was started, in the order in which it last ended.
    private final List<Execution> ended = new ArrayList<>();

    private final Queue<Execution> unfinished = new ConcurrentLinkedQueue<>();
    private int started;
    private int succeeded;
    private int failed;
    private volatile boolean stopped;

    private MapRun(
            DistributedMap map,
            String machineArn,
            String id,
            String bucket,
            String folder,
            int concurrency,
            List<JsonNode> inputs) {
        this.map = map;
        this.machineArn = machineArn;
        this.id = id;
        this.bucket = bucket;
        this.folder = folder;
        this.concurrency = concurrency;
        this.inputs = inputs;
    }

    /// Reads the items and starts nothing yet.
    ///
    /// @throws StateError when they cannot be read
    static MapRun read(
            String machineArn, String executionArn, DistributedMap map, Scope scope, S3Client s3) {
        List<JsonNode> selected = new ArrayList<>();
        List<JsonNode> items = map.source().items(s3, scope);
        for (int index = 0; index < items.size(); index++) {
            ObjectNode context = scope.context().deepCopy();
            ObjectNode item = context.putObject("Map").putObject("Item");
            item.put("Index", index).set("Value", items.get(index));
            selected.add(map.itemSelector().evaluate(new Scope(scope.data(), context)));
        }
        Batching batching = map.batching();
        String id =
                UUID.nameUUIDFromBytes(
                                (executionArn + map.label()).getBytes(StandardCharsets.UTF_8))
                        .toString();
        return new MapRun(
                map,
                machineArn + "/" + map.label(),
                id,
                map.resultBucket().evaluate(scope).asText(),
                map.resultPrefix().evaluate(scope).asText() + "/" + id + "/",
                concurrency(map, scope),
                batching == null ? selected : batching.batches(selected, scope));
    }

    /// Source: Amazon States Language, "Map State": a path has to lead to a whole number, 0 or more.
    private static int concurrency(DistributedMap map, Scope scope) {
        JsonNode number = map.concurrency().evaluate(scope);
        if (!number.isInt() || number.intValue() < 0) {
            throw new StateError(StateError.RUNTIME, "no concurrency: " + number);
        }
        return number.intValue();
    }

    /// Runs the children that have not succeeded, and writes the results.
    ///
    /// @return where they are
    /// @throws StateError when more children failed than may
    JsonNode run(Surroundings surroundings, Interruption interruption) {
        if (inputs.isEmpty()) {
            switch (surroundings.emptyMap()) {
                case FAILS -> throw new StateError(ItemSource.FAILED, "there are no items");
                case SUCCEEDS_WITHOUT_MANIFEST -> {
                    return JSON.createObjectNode().put("MapRunArn", arn());
                }
                case SUCCEEDS -> {}
            }
        }
        begin(interruption);
        Runner runner =
                new Runner(
                        machineArn,
                        map.processor(),
                        limit(),
                        surroundings,
                        interruption,
                        () -> stopped);
        work(runner, interruption);
        boolean tooMany = exceeded();
        if (stopped && !tooMany) {
            throw new Runner.Stopped();
        }
        String manifest =
                new ResultFiles(surroundings.s3(), bucket, folder)
                        .write(arn(), ended, inputs.subList(started, inputs.size()));
        if (tooMany) {
            throw new StateError(
                    "States.ExceedToleratedFailureThreshold",
                    failed + " of " + inputs.size() + " children failed");
        }
        ObjectNode result = JSON.createObjectNode().put("MapRunArn", arn());
        result.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", manifest);
        return result;
    }

    private String arn() {
        return machineArn.replace(":stateMachine:", ":mapRun:") + ":" + id;
    }

    private Duration limit() {
        return switch (map.kind()) {
            case STANDARD -> map.processor().timeout();
            case EXPRESS -> ChildKind.EXPRESS_LIMIT;
        };
    }

    private synchronized void begin(Interruption interruption) {
        List<Execution> again =
                ended.stream()
                        .filter(child -> !(child.outcome() instanceof Outcome.Succeeded))
                        .toList();
        ended.removeAll(again);
        unfinished.addAll(again);
        failed = 0;
        stopped = interruption.equals(new Within(map.flow().name(), 0));
    }

    private void work(Runner runner, Interruption interruption) {
        int allowed = concurrency == 0 ? Integer.MAX_VALUE : concurrency;
        int workers = Math.min(allowed, runner.surroundings().parallel());
        try (ExecutorService pool =
                Executors.newThreadPerTaskExecutor(runner.surroundings().threads())) {
            List<Future<?>> running = new ArrayList<>();
            // All at once: else the first would be far ahead in a time that is not real.
            CountDownLatch start = new CountDownLatch(1);
            for (int worker = 0; worker < workers; worker++) {
                running.add(
                        pool.submit(() -> {
                            start.await();
                            drain(runner, interruption);
                            return null;
                        }));
            }
            start.countDown();
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException broken) {
            stopped = true;
            throw new IllegalStateException("a child broke the run", broken.getCause());
        } catch (InterruptedException interrupted) {
            stopped = true;
            Thread.currentThread().interrupt();
            throw new Runner.Stopped();
        }
    }

    private void drain(Runner runner, Interruption interruption) {
        Execution child = next(runner);
        while (child != null) {
            runner.run(child);
            end(child, interruption);
            child = next(runner);
        }
    }

    private synchronized @Nullable Execution next(Runner runner) {
        if (stopped) {
            return null;
        }
        Execution again = unfinished.poll();
        if (again != null) {
            return switch (map.kind()) {
                case STANDARD -> {
                    again.redrive();
                    yield again;
                }
                case EXPRESS -> child(again.name(), again.input(), runner);
            };
        }
        if (started == inputs.size()) {
            return null;
        }
        String name =
                UUID.nameUUIDFromBytes((id + started).getBytes(StandardCharsets.UTF_8)).toString();
        return child(name, inputs.get(started++), runner);
    }

    private Execution child(String name, JsonNode input, Runner runner) {
        Instant now = runner.surroundings().clock().instant();
        String kind = ":" + map.kind().arnPart() + ":";
        return new Execution(
                machineArn.replace(":stateMachine:", kind) + ":" + name,
                name,
                now,
                input,
                map.processor().startAt());
    }

    private synchronized void end(Execution child, Interruption interruption) {
        ended.add(child);
        switch (child.outcome()) {
            case Outcome.Succeeded _ -> {
                succeeded++;
                stopped |= interruption.equals(new Within(map.flow().name(), succeeded));
            }
            case Outcome.Failed _ -> {
                failed++;
                stopped |= exceeded();
            }
            case Outcome.Aborted _ -> stopped = true;
        }
    }

    private synchronized boolean exceeded() {
        return failed * 100.0 > map.toleratedPercentage() * inputs.size();
    }
}
