package io.sessionvault.local.faults;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Kills a function's JVM the moment that a call has been carried out, before its answer arrives,
/// and lets the queue or the state machine invoke the function again: it ends as if it had never
/// been killed.
///
/// The calls are those of a clean run. The function is killed at each of them that belongs to the
/// account as a whole or to its first Region, and at each write in the other Region, which the same
/// code handles in the same way. To be killed before a call is carried out is to be killed after the
/// call before it, so that it needs no rows of its own; nothing has happened before the first.
///
/// That a message may be told or published twice belongs to the delivery at least once that the
/// queues, EventBridge and Step Functions have; a state is compared with each message counted once.
@Tag("faults")
class KilledBetweenCallsTest {
    @TestFactory
    Stream<DynamicContainer> atEveryCallOfEveryFunction() {
        List<KilledScene> killings =
                Stream.of(
                                CallOnboarding.newAccount(),
                                CallOnboarding.vaultAccount(),
                                CallSweep.repaired(),
                                CallArrivals.batch(),
                                CallRun.begun(),
                                CallRun.storedLogs(),
                                CallRun.changedVault(),
                                CallReport.report())
                        .map(KilledScene::new)
                        .toList();
        killings.forEach(KilledScene::begin);
        return killings.stream()
                .map(KilledScene::tests)
                .onClose(() -> killings.forEach(KilledScene::close));
    }
}
