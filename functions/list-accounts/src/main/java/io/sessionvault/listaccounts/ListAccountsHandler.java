package io.sessionvault.listaccounts;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: a compliance run begins, its accounts are listed.
public final class ListAccountsHandler implements RequestStreamHandler {
    private final ListAccounts accounts;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public ListAccountsHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    ListAccountsHandler(Wiring wiring) {
        accounts = wiring.accounts();
    }

    /// @throws IllegalArgumentException when the input is not what the state machine hands over
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        RunRequest request = RunRequest.read(ComplianceJson.MAPPER.readTree(input));
        output.write(PowertoolsLogging.withLogging(context, () -> begin(request)));
    }

    private byte[] begin(RunRequest request) {
        try {
            return ComplianceJson.MAPPER.writeValueAsBytes(accounts.begin(request));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
