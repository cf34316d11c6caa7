package io.sessionvault.checkstoredlogs;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.ForeignText;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: a batch of stored logs gets its verdicts.
public final class CheckStoredLogsHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CheckStoredLogsHandler.class);

    /// What is left of the function's time when S3 is asked no more: as long as the answer to the
    /// last question may take, and time to write down what was found.
    private static final Duration RESERVE = ClientConfiguration.ATTEMPT.multipliedBy(2);

    private final Wiring parts;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public CheckStoredLogsHandler() {
        this(Wiring.of(Environment.ofProcess()));
    }

    CheckStoredLogsHandler(Wiring parts) {
        this.parts = parts;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        StoredBatch batch = StoredBatch.read(ComplianceJson.MAPPER.readTree(input));
        Instant end =
                parts.clock()
                        .instant()
                        .plusMillis(context.getRemainingTimeInMillis())
                        .minus(RESERVE);
        LogSweep sweep = PowertoolsLogging.withLogging(context, () -> check(batch, end));
        output.write(parts.reports().answer(batch.run(), batch.part(), sweep));
    }

    private LogSweep check(StoredBatch batch, Instant end) {
        LogSweep sweep = parts.check().check(batch, end);
        sweep.findings()
                .forEach(finding ->
                        LOG.error(
                                "stored log has a finding",
                                entry("finding", finding.id()),
                                entry("detail", finding.detail())));
        LOG.info(
                "stored logs judged",
                entry("run", batch.run().id()),
                entry("first", ForeignText.escaped(batch.first())),
                entry("keys", batch.size()),
                entry("versions", sweep.count()),
                entry("findings", sweep.findings().size()));
        return sweep;
    }
}
