package io.sessionvault.local.faults;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
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
/// Which combinations there are tells [CallRow#of], and which of them are played [CallShare]; what
/// came of them, `target/faults/*.md`. All
/// functions are played side by side, because a function whose calls are struck mostly waits.
@Tag("faults")
class CallFaultsTest {
    @TestFactory
    Stream<DynamicContainer> everyCallOfEveryFunction() {
        List<CallTable> tables =
                List.of(
                        new CallTable(
                                Stream.concat(
                                                CallOnboarding.scenes().stream(),
                                                CallReactions.scenes().stream())
                                        .toList(),
                                3),
                        new CallTable(CallSweep.scenes(), 3),
                        new CallTable(CallRun.checkVault(), 2),
                        new CallTable(CallReport.scenes(), 1),
                        new CallTable(CallArrivals.scenes(), 1),
                        new CallTable(CallRun.listAccounts(), 1),
                        new CallTable(CallRun.checkStoredLogs(), 1));
        CallShare share = CallShare.ofToday();
        System.out.println("CallFaultsTest: " + share);
        Set<CallRow> played =
                share.of(
                        tables.stream().flatMap(table -> table.rows().stream()).toList(),
                        row -> List.of(row.operation(), row.kind()));
        tables.forEach(table -> table.begin(played));
        return tables.stream()
                .map(CallTable::tests)
                .onClose(() -> tables.forEach(CallTable::close));
    }
}
