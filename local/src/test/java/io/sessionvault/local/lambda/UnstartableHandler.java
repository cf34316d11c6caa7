package io.sessionvault.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/// A function whose configuration is bad: it refuses to be constructed.
public final class UnstartableHandler implements RequestHandler<String, String> {

    /// @throws IllegalStateException always
    public UnstartableHandler() {
        throw new IllegalStateException("VAULT_BUCKET is not set");
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
