package io.sessionvault.writereport;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Lambda: a compliance run ends, its report is written.
public final class WriteReportHandler implements RequestStreamHandler {
    private final WriteReport report;

    /// For Lambda: settings from the environment.
    ///
    /// @throws io.sessionvault.settings.InvalidSettingException when a setting is missing or
    ///     malformed
    public WriteReportHandler() {
        this(Wiring.of(Environment.ofProcess()).report());
    }

    WriteReportHandler(WriteReport report) {
        this.report = report;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        RunOutput run = RunOutput.read(input);
        WriteReport.Answer answer = PowertoolsLogging.withLogging(context, () -> write(run));
        output.write(ComplianceJson.MAPPER.writeValueAsBytes(answer));
    }

    private WriteReport.Answer write(RunOutput run) {
        try {
            return report.write(run);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
