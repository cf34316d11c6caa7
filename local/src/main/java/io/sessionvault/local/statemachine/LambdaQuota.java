package io.sessionvault.local.statemachine;

import io.sessionvault.local.lambda.InvocationResult;
import java.util.concurrent.Semaphore;

/// Lambda in an account that may run so many functions at a time: one more call is refused at once.
///
/// Source: Lambda developer guide, "Understanding Lambda function scaling"; Step Functions
/// developer guide, "Handle transient Lambda service exceptions".
public final class LambdaQuota implements Functions {
    /// What AWS gives an account that is not new; a new one has far less, 10 mostly.
    public static final int DEFAULT = 1_000;

    private final Functions functions;
    private final Semaphore slots;

    /// @param functions what runs when there is a slot
    /// @param quota how many calls at a time, at least 1
    public LambdaQuota(Functions functions, int quota) {
        if (quota < 1) {
            throw new IllegalArgumentException("at least one call at a time, not " + quota);
        }
        this.functions = functions;
        this.slots = new Semaphore(quota);
    }

    @Override
    public InvocationResult invoke(String functionArn, String payload) {
        if (!slots.tryAcquire()) {
            throw refusal();
        }
        try {
            return functions.invoke(functionArn, payload);
        } finally {
            slots.release();
        }
    }

    /// What a state machine sees of a refused call.
    static StateError refusal() {
        return new StateError("Lambda.TooManyRequestsException", "Rate Exceeded.");
    }
}
