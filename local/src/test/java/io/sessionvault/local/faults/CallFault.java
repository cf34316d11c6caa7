package io.sessionvault.local.faults;

import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.Faults;

/// What may happen to a call.
enum CallFault {
    THROTTLED("throttled", true, Faults::throttle),
    SERVER_ERROR(
            "HTTP 500",
            true,
            (faults, calls, times) -> faults.fail(calls, "InternalFailure", 500, times)),
    UNAVAILABLE(
            "HTTP 503",
            true,
            (faults, calls, times) -> faults.fail(calls, "ServiceUnavailable", 503, times)),
    RESET_BEFORE("reset before it was carried out", true, Faults::drop),
    RESET_AFTER("reset after it was carried out", false, Faults::loseAnswer),
    NO_ANSWER("carried out, no answer", false, Faults::fallSilent),
    SLOW_ANSWER("carried out, answered drop by drop", false, Faults::answerSlowly);

    private interface Switch {
        void turnOn(Faults faults, CallMatcher calls, int times);
    }

    private final String title;
    private final boolean isBefore;
    private final Switch on;

    CallFault(String title, boolean isBefore, Switch on) {
        this.title = title;
        this.isBefore = isBefore;
        this.on = on;
    }

    /// What it is called in a table.
    String title() {
        return title;
    }

    /// Whether the call is not carried out.
    boolean isBefore() {
        return isBefore;
    }

    /// Strikes calls.
    ///
    /// @param times how many at most
    void strike(Faults faults, CallMatcher calls, int times) {
        on.turnOn(faults, calls, times);
    }
}
