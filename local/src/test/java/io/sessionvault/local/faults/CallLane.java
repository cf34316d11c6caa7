package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.BucketOwners;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.fault.RecordedCall;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Take;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A vault and the scenes that are set in it. One thread at a time uses it.
final class CallLane implements AutoCloseable {
    /// After what stood in the way is gone, a function is invoked so often at most.
    private static final int ATTEMPTS = 3;

    /// How many takes are recorded.
    private static final int TAKES = 3;

    /// A scene that is set, and how it goes when nothing stands in the way.
    ///
    /// @param takes gives takes
    /// @param ending how a take ends
    /// @param state what there is to see then
    /// @param calls the calls of the function, in the order in which they ended
    record Staged(Supplier<Take> takes, Ending ending, String state, List<CalledOperation> calls) {}

    /// How a take went that something stood in the way of.
    enum Way {
        /// As if nothing had stood there.
        AT_ONCE("at once"),
        /// What was missing was done by the next invocation, which the queue or the state machine
        /// makes.
        COMES_BACK("comes back, then right"),
        /// The function said that it could not do or tell everything, which the next run does.
        SAYS_SO("says so, then right");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /// What it is called in a table.
        String title() {
            return title;
        }
    }

    final CallVault vault;
    private final Map<CallScene, Staged> staged = new HashMap<>();

    CallLane(int pageSize) {
        vault = new CallVault(pageSize);
    }

    /// A scene in this lane's vault.
    Staged stage(CallScene scene) {
        return staged.computeIfAbsent(scene, this::set);
    }

    /// The first take may be a cold start. Where a machine stalls, a call is made a second time, or the
    /// function's time is over; of the takes that ended best, the one with the fewest calls has none
    /// of that.
    private Staged set(CallScene scene) {
        Supplier<Take> takes = scene.stage().set(vault);
        takes.get().play();
        return Stream.generate(() -> clean(takes))
                .limit(TAKES)
                .min(
                        Comparator.comparing((Staged staged) -> staged.ending().kind())
                                .thenComparingInt(staged -> staged.calls().size()))
                .orElseThrow();
    }

    private Staged clean(Supplier<Take> takes) {
        Take take = takes.get();
        vault.aws().calls().clear();
        Ending ending = take.play();
        List<RecordedCall> recorded = vault.functionCalls();
        BucketOwners.assertNamed(vault.account, recorded);
        List<CalledOperation> calls = recorded.stream().map(RecordedCall::operation).toList();
        assertThat(take.harm(ending)).as("harm done by a clean run, %s", ending).isEmpty();
        return new Staged(takes, ending, take.state(), calls);
    }

    /// Plays a scene while something stands in the way, and again without it until it has ended as
    /// it does otherwise.
    ///
    /// @param obstacle puts the thing in the way; it is taken away by clearing the faults
    /// @param demanded how it has to go; empty when any way will do
    /// @return how the take went
    /// @throws AssertionError when the take ended wrongly, did harm, or did not heal
    Way play(CallScene scene, Runnable obstacle, Optional<Way> demanded) {
        Staged expected = stage(scene);
        Take take = expected.takes().get();
        Ending ending;
        try {
            obstacle.run();
            ending = take.play();
        } finally {
            vault.aws().faults().clear();
        }
        assertThat(take.harm(ending)).as("harm done when it ended with %s", ending).isEmpty();
        Way way = way(ending, expected.ending());
        assertThat(way).as("it ended with %s", ending).isEqualTo(demanded.orElse(way));
        if (way == Way.AT_ONCE) {
            assertThat(ending.said()).isEqualTo(expected.ending().said());
        }
        for (int attempt = 0; !ending.equals(expected.ending()); attempt++) {
            assertThat(attempt).as("attempts, the last one: %s", ending).isLessThan(ATTEMPTS);
            ending = take.play();
            assertThat(take.harm(ending)).as("harm done when it ended with %s", ending).isEmpty();
        }
        assertThat(take.state()).isEqualTo(expected.state());
        return way;
    }

    private static Way way(Ending ending, Ending expected) {
        if (ending.equals(expected)) {
            return Way.AT_ONCE;
        }
        return switch (ending.kind()) {
            case SETTLED -> Way.AT_ONCE;
            case OPEN -> Way.SAYS_SO;
            case COMES_BACK -> Way.COMES_BACK;
        };
    }

    @Override
    public void close() {
        vault.close();
    }
}
