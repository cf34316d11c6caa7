package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

    @Test
    void givesResultsInTheOrderOfTheItems() {
        CountDownLatch last = new CountDownLatch(1);

        // The first item ends after the last one has run.
        List<Integer> results =
                InParallel.map(
                        ITEMS,
                        ITEMS.size(),
                        item -> {
                            if (item == 19) {
                                last.countDown();
                            }
                            return item == 0 ? await(last) : item;
                        });

        assertThat(results).isEqualTo(ITEMS);
    }

    @Test
    void runsNoMoreThanAllowedAtATime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch threeRunning = new CountDownLatch(3);

        InParallel.map(
                ITEMS,
                3,
                item -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    threeRunning.countDown();
                    await(threeRunning);
                    return running.decrementAndGet();
                });

        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void throwsTheFirstExceptionAfterAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() ->
                        InParallel.map(
                                ITEMS,
                                4,
                                item -> {
                                    ended.incrementAndGet();
                                    if (item >= 2) {
                                        throw new IllegalArgumentException("item " + item);
                                    }
                                    return item;
                                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 2");
        assertThat(ended).hasValue(20);
    }

    @Test
    void givesNothingForNothing() {
        assertThat(InParallel.map(List.of(), 5, item -> item)).isEmpty();
    }

    private static int await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS) ? 0 : -1;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void twoCallsOfDifferentKindsAreMadeSideBySide() {
        CountDownLatch both = new CountDownLatch(2);

        String together =
                InParallel.both(
                        () -> met(both, "one"), () -> met(both, 2), (one, two) -> one + two);

        assertThat(together).isEqualTo("one2");
    }

    @Test
    void eitherOfTwoCallsMayFail() {
        assertThatThrownBy(() ->
                        InParallel.both(
                                () -> "one",
                                () -> {
                                    throw new IllegalStateException("refused");
                                },
                                (one, _) -> one))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused");
    }

    private static <T> T met(CountDownLatch both, T result) {
        both.countDown();
        try {
            assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return result;
    }
}
