package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.FoldedReport;

/// The report as JSON, in the form of docs/report.schema.json: UTF-8, indented by two spaces, lines
/// end with a line feed on every machine.
final class ReportJson {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER =
            ComplianceJson.MAPPER.writer(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(INDENTER)
                            .withArrayIndenter(INDENTER));

    private ReportJson() {}

    /// Writes it. Equal reports give equal bytes.
    static byte[] write(FoldedReport report) throws JsonProcessingException {
        return WRITER.writeValueAsBytes(WrittenReport.of(report));
    }
}
