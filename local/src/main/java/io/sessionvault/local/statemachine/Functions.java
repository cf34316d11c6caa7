package io.sessionvault.local.statemachine;

import io.sessionvault.local.lambda.InvocationResult;

/// Lambda, as a state machine reaches it. Called from several threads at once.
@FunctionalInterface
public interface Functions {
    /// Invokes a function and waits for the outcome.
    ///
    /// @param functionArn the function, or an alias of it
    /// @param payload the event, as JSON
    /// @throws StateError when Lambda itself refuses, as with `Lambda.TooManyRequestsException`
    InvocationResult invoke(String functionArn, String payload);
}
