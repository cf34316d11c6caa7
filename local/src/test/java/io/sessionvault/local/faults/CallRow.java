package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.faults.CallLane.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// One call of a function that is struck, as often as the function makes it or only once.
///
/// @param scene what the function does meanwhile
/// @param operation the call, e.g. `iam:CreatePolicy`
/// @param isWrite whether it may change something
/// @param nth which one of these calls; 0 for every one
/// @param of how many of these calls a clean run makes
/// @param fault what happens to it
record CallRow(
        CallScene scene, String operation, boolean isWrite, int nth, int of, CallFault fault) {
    /// The kinds that strike a call every time it is made.
    private static final List<CallFault> FOREVER =
            List.of(CallFault.THROTTLED, CallFault.SERVER_ERROR);

    /// The kinds that strike the last of several calls, too: those of which it matters what was
    /// done before, and what is still to be done.
    private static final List<CallFault> AT_THE_LAST =
            List.of(CallFault.THROTTLED, CallFault.RESET_AFTER);

    /// All rows of a function.
    ///
    /// Each call that a clean run of a scene makes is struck once in every way, at its first
    /// occurrence; once in two ways at its last occurrence, where there are several; and each time
    /// that it is made, in two ways. A call that an earlier scene has shown is not struck in the later
    /// ones, except in those in which nothing is written: there it is struck each time that it is
    /// made, in one way, and nothing may be written then, either.
    static List<CallRow> of(Map<CallScene, List<CalledOperation>> recorded) {
        List<CallRow> rows = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        recorded.forEach((scene, calls) -> {
            Map<String, List<CalledOperation>> byName = new LinkedHashMap<>();
            calls.forEach(call ->
                    byName.computeIfAbsent(name(call), first -> new ArrayList<>()).add(call));
            byName.forEach((name, same) -> {
                boolean isWrite = same.getFirst().isWrite();
                if (shown.add(name)) {
                    for (CallFault fault : CallFault.values()) {
                        rows.add(new CallRow(scene, name, isWrite, 1, same.size(), fault));
                    }
                    if (same.size() > 1) {
                        AT_THE_LAST.forEach(fault ->
                                rows.add(
                                        new CallRow(
                                                scene,
                                                name,
                                                isWrite,
                                                same.size(),
                                                same.size(),
                                                fault)));
                    }
                    FOREVER.forEach(fault ->
                            rows.add(new CallRow(scene, name, isWrite, 0, same.size(), fault)));
                } else if (calls.stream().noneMatch(CalledOperation::isWrite)) {
                    rows.add(
                            new CallRow(
                                    scene, name, isWrite, 0, same.size(), CallFault.SERVER_ERROR));
                }
            });
        });
        return rows;
    }

    /// What a call is called in a table.
    static String name(CalledOperation call) {
        return call.service() + ":" + call.operation();
    }

    /// The row in words.
    String title() {
        return "%s, %s: %s"
                .formatted(scene.functionName(), scene.title(), operation + which() + " " + kind());
    }

    /// Which of several such calls it is, where it is not the first.
    String which() {
        return nth > 1 ? " (the last of " + of + ")" : "";
    }

    /// What happens to it.
    String kind() {
        return nth == 0 ? "always " + fault.title() : fault.title();
    }

    /// Plays the scene with this call struck.
    ///
    /// @return how it went
    Way play(CallLane lane) {
        AtomicInteger struck = new AtomicInteger();
        CallMatcher same = call -> CallVault.isOfAFunction(call) && name(call).equals(operation);
        CallMatcher struckOnes = nth == 0 ? same : same.nth(nth);
        // The SDK makes the call again, and nothing has been done that it could collide with.
        boolean isMadeGoodByTheRetry = nth > 0 && (fault.isBefore() || !isWrite);
        Way way =
                lane.play(
                        scene,
                        () ->
                                fault.strike(
                                        lane.vault.aws().faults(),
                                        call -> {
                                            boolean strikes = struckOnes.matches(call);
                                            if (strikes) {
                                                struck.incrementAndGet();
                                            }
                                            return strikes;
                                        },
                                        nth == 0 ? Integer.MAX_VALUE : 1),
                        isMadeGoodByTheRetry ? Optional.of(Way.AT_ONCE) : Optional.empty());
        assertThat(struck).as("calls struck").hasPositiveValue();
        return way;
    }
}
