package io.sessionvault.checkvault;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.event.RunInput;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: the vault itself is looked at.
public final class CheckVaultHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CheckVaultHandler.class);

    private final Wiring parts;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public CheckVaultHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    CheckVaultHandler(Wiring parts) {
        this.parts = parts;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        Run run = RunInput.read(ComplianceJson.MAPPER.readTree(input));
        VaultSweep sweep = PowertoolsLogging.withLogging(context, () -> check(run));
        output.write(parts.reports().answer(run, "vault", sweep));
    }

    private VaultSweep check(Run run) {
        VaultSweep sweep = parts.check().check(run.startedAt());
        sweep.findings()
                .forEach(finding ->
                        LOG.error(
                                "vault has a finding",
                                entry("finding", finding.id()),
                                entry("detail", finding.detail())));
        LOG.info(
                "vault looked at",
                entry("run", run.id()),
                entry("findings", sweep.findings().size()));
        return sweep;
    }
}
