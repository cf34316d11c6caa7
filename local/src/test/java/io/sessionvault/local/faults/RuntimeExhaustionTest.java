package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.organization.RunningVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The runtime itself gives out, in memory or in time: the messages stay in the queue, and those
/// for which it always gives out end in the dead-letter queue.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeExhaustionTest {
    @RegisterExtension static final ArrivalSeed SEED = new ArrivalSeed();

    private static final int RECEIPTS = 8;

    /// The least that Lambda gives.
    private static final int LITTLE = 128;

    /// More than fit into it.
    private static final int GIANTS = 64;

    private final ArrivalVault vault = new ArrivalVault().routingEvents();
    private final AccountId member = vault.member("payments");

    @BeforeEach
    void forget() {
        vault.forget();
    }

    @AfterAll
    void close() {
        vault.close();
    }

    @Test
    void keepsTheMessagesForWhichTheMemoryDoesNotReachAndParksThemInTheEnd() {
        List<String> sent = send(GIANTS);

        try (RunningVault small = vault.limitedTo(LITTLE)) {
            for (int receipt = 0; receipt < RECEIPTS; receipt++) {
                PollResult result = small.poll(ArrivalVault.CHECKING);

                assertThat(result.batchFailure()).containsAnyOf("OutOfMemoryError", "exit code");
                assertThat(result.failed()).containsExactlyInAnyOrderElementsOf(sent);
                vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
            }
            assertThat(small.poll(ArrivalVault.CHECKING).received()).isEmpty();
        }
        assertThat(vault.parked(ArrivalVault.CHECKING)).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void judgesAllOnceThereIsMemoryAgain() {
        List<String> sent = send(GIANTS);

        try (RunningVault small = vault.limitedTo(LITTLE)) {
            PollResult result = small.poll(ArrivalVault.CHECKING);
            assertThat(result.failed()).containsExactlyInAnyOrderElementsOf(sent);
        }
        vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);

        assertThat(vault.drain(ArrivalVault.CHECKING))
                .flatExtracting(PollResult::succeeded)
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void parksWhatNeverEndsInTime() {
        List<String> sent = send(1);

        try (RunningVault hasty = vault.limitedTo(Duration.ofSeconds(1))) {
            vault.freezeAt(ArrivalVault.CHECKING, call -> call.service().equals("s3"), 1);
            for (int receipt = 0; receipt < RECEIPTS; receipt++) {
                PollResult result = hasty.poll(ArrivalVault.CHECKING);

                assertThat(result.batchFailure()).contains("timed out");
                assertThat(result.failed()).containsExactlyInAnyOrderElementsOf(sent);
                vault.platform.pass(ArrivalVault.UNTIL_VISIBLE);
            }
            assertThat(hasty.poll(ArrivalVault.CHECKING).received()).isEmpty();
            vault.thaw(ArrivalVault.CHECKING);
        }
        assertThat(vault.parked(ArrivalVault.CHECKING)).containsExactlyInAnyOrderElementsOf(sent);
    }

    /// Sends the event of a good log as it is, and so many times as large as a message may be.
    private List<String> send(int giants) {
        vault.uploader(member).upload(member + "/eu-west-1/user-0abc.log", "output");
        String event = vault.routed("LogArrivalRule").getLast();
        vault.purge(ArrivalVault.CHECKING);
        List<String> ids = new ArrayList<>();
        ids.add(vault.send(ArrivalVault.CHECKING, event));
        String giant = PoisonTexts.padded(event).getLast();
        for (int i = 0; i < giants; i++) {
            ids.add(vault.send(ArrivalVault.CHECKING, giant));
        }
        return ids;
    }
}
