package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.CalledOperations;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.faults.CallLane.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Strikes every call that the packaged functions make of AWS, one at a time.
///
/// The rows come from the calls that a clean run of each scene makes; that the scenes show every
/// call that the code of a function can make is a test of its own. Each row ends as the clean run
/// does, verdicts and the whole state of the accounts included: by the SDK's retries, or when the
/// queue or the state machine invokes the function again, or, where the function said that it could
/// not do or tell everything, in the next run. No row may end in another way meanwhile.
///
/// Which combinations there are tells [CallRow#of]; what came of them, `target/faults/*.md`.
@Tag("faults")
class CallFaultsTest {
    private static final int LANES = 4;

    /// A lane costs a stand-in and the start of a function; fewer rows are not worth one.
    private static final int ROWS_WORTH_A_LANE = 10;

    /// The SDK's package for a service whose signing name is another.
    private static final Map<String, String> SIGNING_NAMES = Map.of("eventbridge", "events");

    @TestFactory
    Stream<DynamicTest> onboardAccount() {
        return table(CallOnboarding.scenes());
    }

    @TestFactory
    Stream<DynamicTest> sweepAccount() {
        return table(CallSweep.scenes());
    }

    @TestFactory
    Stream<DynamicTest> checkLog() {
        return table(CallArrivals.scenes());
    }

    @TestFactory
    Stream<DynamicTest> listAccounts() {
        return table(CallRun.listAccounts());
    }

    @TestFactory
    Stream<DynamicTest> checkStoredLogs() {
        return table(CallRun.checkStoredLogs());
    }

    @TestFactory
    Stream<DynamicTest> checkVault() {
        return table(CallRun.checkVault());
    }

    @TestFactory
    Stream<DynamicTest> writeReport() {
        return table(CallReport.scenes());
    }

    private static Stream<DynamicTest> table(List<CallScene> scenes) {
        Map<Integer, CallLanes> lanes = new TreeMap<>();
        Map<CallScene, List<CalledOperation>> recorded = new LinkedHashMap<>();
        for (CallScene scene : scenes) {
            CallLanes own = lanes.computeIfAbsent(scene.pageSize(), size -> new CallLanes(size, 1));
            recorded.put(scene, get(own.submit(lane -> lane.stage(scene).calls())));
        }
        List<CallRow> rows = CallRow.of(recorded);
        String function = scenes.getFirst().functionName();
        System.out.printf("%s: %d rows%n", function, rows.size());
        lanes.forEach((size, some) ->
                some.widen(
                        (int)
                                Math.clamp(
                                        rows.stream()
                                                        .filter(row ->
                                                                row.scene().pageSize() == size)
                                                        .count()
                                                / ROWS_WORTH_A_LANE,
                                        1,
                                        LANES)));
        Map<CallRow, Future<Way>> running = new LinkedHashMap<>();
        rows.forEach(row ->
                running.put(
                        row,
                        Objects.requireNonNull(lanes.get(row.scene().pageSize()))
                                .submit(row::play)));
        Map<CallRow, Way> ways = new LinkedHashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(
                DynamicTest.dynamicTest(
                        function + ": every call that the code can make is in the table",
                        () -> assertComplete(scenes.getFirst().function(), rows, lanes)));
        running.forEach((row, way) ->
                tests.add(DynamicTest.dynamicTest(row.title(), () -> ways.put(row, get(way)))));
        return tests.stream()
                .onClose(() -> {
                    lanes.values().forEach(CallLanes::close);
                    CallTable.write(function, ways);
                });
    }

    private static void assertComplete(
            String function, List<CallRow> rows, Map<Integer, CallLanes> lanes) {
        var definition =
                Objects.requireNonNull(
                        get(lanes.values().iterator().next().submit(lane -> lane.vault.template))
                                .functions()
                                .get(function));
        Path repository = CallVault.REPOSITORY;
        Set<String> possible =
                CalledOperations.of(
                                definition.handler().replaceFirst("::.*", ""),
                                repository.resolve("functions/core/target/classes"),
                                repository.resolve(definition.folder()).resolve("target/classes"))
                        .stream()
                        .map(operation ->
                                SIGNING_NAMES.getOrDefault(operation.service(), operation.service())
                                        + ":"
                                        + operation.name())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> struck =
                rows.stream()
                        .map(CallRow::operation)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(struck).containsAll(possible);
    }

    private static <T> T get(Future<T> future) {
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
}
