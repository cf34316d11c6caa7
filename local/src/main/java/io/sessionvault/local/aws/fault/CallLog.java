package io.sessionvault.local.aws.fault;

import java.util.ArrayList;
import java.util.List;

/// Every call in the order in which the calls ended.
public final class CallLog {
    private final List<RecordedCall> calls = new ArrayList<>();

    /// Adds a call.
    public synchronized void add(RecordedCall call) {
        calls.add(call);
    }

    /// The calls since the start or the last [#clear()].
    public synchronized List<RecordedCall> list() {
        return List.copyOf(calls);
    }

    /// The calls among them that may have changed something, however they ended.
    public List<RecordedCall> writes() {
        return list().stream().filter(RecordedCall::isWrite).toList();
    }

    /// Forgets every call.
    public synchronized void clear() {
        calls.clear();
    }
}
