package io.sessionvault.local.statemachine;

/// A state failed with an error that has a name, which retriers and catchers match.
public final class StateError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A path or a limit is broken in a way that no state can handle.
    static final String RUNTIME = "States.Runtime";

    /// More than 256 KiB were to be handed on.
    static final String DATA_LIMIT = "States.DataLimitExceeded";

    /// Something took longer than it may.
    static final String TIMEOUT = "States.Timeout";

    private final String error;
    private final String reason;

    /// @param error the error's name, such as `Lambda.TooManyRequestsException`
    /// @param reason what Step Functions calls its cause
    public StateError(String error, String reason) {
        super(error + ": " + reason);
        this.error = error;
        this.reason = reason;
    }

    /// The error's name.
    public String error() {
        return error;
    }

    /// What Step Functions calls its cause.
    public String reason() {
        return reason;
    }

    /// Whether a list of names covers this error.
    ///
    /// Source: Step Functions developer guide, "Handling errors in Step Functions workflows":
    /// `States.ALL` leaves out the two that end an execution, `States.TaskFailed` also a timeout.
    boolean isAmong(Iterable<String> names) {
        for (String name : names) {
            boolean covered =
                    switch (name) {
                        case "States.ALL" -> !endsTheExecution();
                        case "States.TaskFailed" -> !endsTheExecution() && !error.equals(TIMEOUT);
                        default -> name.equals(error);
                    };
            if (covered) {
                return true;
            }
        }
        return false;
    }

    private boolean endsTheExecution() {
        return error.equals(RUNTIME) || error.equals(DATA_LIMIT);
    }
}
