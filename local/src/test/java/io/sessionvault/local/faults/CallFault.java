package io.sessionvault.local.faults;

import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.Faults;

/// What may happen to a call.
enum CallFault {
    THROTTLED("throttled", true),
    SERVER_ERROR("HTTP 500", true),
    UNAVAILABLE("HTTP 503", true),
    RESET_BEFORE("reset before it was carried out", true),
    RESET_AFTER("reset after it was carried out", false),
    NO_ANSWER("carried out, no answer", false),
    SLOW_ANSWER("carried out, answered drop by drop", false);

    private final String title;
    private final boolean isBefore;

    CallFault(String title, boolean isBefore) {
        this.title = title;
        this.isBefore = isBefore;
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
        switch (this) {
            case THROTTLED -> faults.throttle(calls, times);
            case SERVER_ERROR -> faults.fail(calls, "InternalFailure", 500, times);
            case UNAVAILABLE -> faults.fail(calls, "ServiceUnavailable", 503, times);
            case RESET_BEFORE -> faults.drop(calls, times);
            case RESET_AFTER -> faults.loseAnswer(calls, times);
            case NO_ANSWER -> faults.fallSilent(calls, times);
            case SLOW_ANSWER -> faults.answerSlowly(calls, times);
        }
    }
}
