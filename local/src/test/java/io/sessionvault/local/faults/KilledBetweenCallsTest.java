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
/// The calls are those of a clean run. The function is killed at the first of them, at the last, and
/// at each that may change something. That is between any two calls: a call that only reads leaves
/// AWS as the write before it did, the function remembers nothing, and to be killed before a call is
/// carried out is to be killed after the call before it.
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
                                CallOnboarding.released(),
                                CallOnboarding.rolledBack(),
                                CallReactions.repaired(),
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
