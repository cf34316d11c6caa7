package io.sessionvault.sweepaccount;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: an account is looked at or repaired, and its sessions are matched with their logs.
public final class SweepAccountHandler implements RequestStreamHandler {
    private final Wiring parts;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public SweepAccountHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    SweepAccountHandler(Wiring parts) {
        this.parts = parts;
    }

    /// @throws IllegalArgumentException when the input is not what the state machine hands over
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        SweepRequest request = SweepRequest.read(input);
        AccountSweep sweep =
                PowertoolsLogging.withLogging(
                        context, () -> parts.accounts().sweep(request.run(), request.account()));
        output.write(
                parts.reports().answer(request.run(), "accounts/" + request.account().id(), sweep));
    }
}
