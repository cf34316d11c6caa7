package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.faults.CallLane.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/// A scene in which the function is killed, once at each of its calls.
final class KilledScene implements AutoCloseable {
    /// A call of a clean run.
    ///
    /// @param operation what is called, and where
    /// @param isOfTheVault whether the vault's own credentials call it
    /// @param nth which one of these calls, from 1
    private record Moment(String operation, String region, boolean isOfTheVault, int nth) {
        boolean isAt(CalledOperation call, CallLane lane) {
            return CallVault.isOfAFunction(call)
                    && CallRow.name(call).equals(operation)
                    && call.region().equals(region)
                    && call.account().equals(lane.vault.account.value()) == isOfTheVault;
        }

        String title() {
            return "%s in %s%s%s"
                    .formatted(
                            operation,
                            region,
                            isOfTheVault ? "" : ", in the member",
                            nth > 1 ? ", no. " + nth : "");
        }
    }

    private final CallScene scene;
    private final CallLanes lanes;
    private final Map<Moment, Future<Way>> running = new LinkedHashMap<>();
    private final Map<Moment, Way> ways = new LinkedHashMap<>();

    KilledScene(CallScene scene) {
        this.scene = scene;
        this.lanes = new CallLanes(scene.pageSize(), 1);
    }

    void begin() {
        Set<Moment> moments =
                CallLanes.get(lanes.submit(lane -> moments(lane.stage(scene).calls(), lane)));
        moments.forEach(moment -> running.put(moment, lanes.submit(lane -> play(lane, moment))));
        System.out.printf(
                "%s, %s: killed at %d calls%n",
                scene.functionName(), scene.title(), running.size());
    }

    private static Set<Moment> moments(List<CalledOperation> calls, CallLane lane) {
        Set<Moment> moments = new LinkedHashSet<>();
        Map<Moment, Integer> seen = new HashMap<>();
        for (int at = 0; at < calls.size(); at++) {
            CalledOperation call = calls.get(at);
            Moment first =
                    new Moment(
                            CallRow.name(call),
                            call.region(),
                            call.account().equals(lane.vault.account.value()),
                            1);
            int nth = seen.merge(first, 1, Integer::sum);
            if (call.isWrite() || at == 0 || at == calls.size() - 1) {
                moments.add(
                        new Moment(first.operation(), first.region(), first.isOfTheVault(), nth));
            }
        }
        return moments;
    }

    private Way play(CallLane lane, Moment moment) {
        AtomicBoolean killed = new AtomicBoolean();
        CallMatcher at = call -> moment.isAt(call, lane);
        Way way =
                lane.play(
                        scene,
                        () ->
                                lane.vault
                                        .aws()
                                        .faults()
                                        .afterwards(
                                                at.nth(moment.nth()),
                                                1,
                                                () -> {
                                                    killed.set(true);
                                                    lane.vault
                                                            .running
                                                            .function(scene.function())
                                                            .kill();
                                                }),
                        Optional.of(Way.COMES_BACK));
        assertThat(killed).isTrue();
        return way;
    }

    DynamicContainer tests() {
        List<DynamicTest> tests = new ArrayList<>();
        running.forEach((moment, way) ->
                tests.add(
                        dynamicTest(
                                "%s, %s: killed at %s"
                                        .formatted(
                                                scene.functionName(),
                                                scene.title(),
                                                moment.title()),
                                () -> ways.put(moment, CallLanes.get(way)))));
        return DynamicContainer.dynamicContainer(scene.function(), tests);
    }

    @Override
    public void close() {
        lanes.close();
        List<String> text = new ArrayList<>();
        text.add("| killed when this call was carried out | ending |");
        text.add("|---|---|");
        ways.forEach((moment, way) -> text.add("| " + moment.title() + " | " + way.title() + " |"));
        CallPages.save("killed-" + scene.function() + "-" + scene.title().replace(' ', '-'), text);
    }
}
