package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.PreviousReport;
import io.sessionvault.report.Report;
import java.util.Optional;

/// Reads the report of the run before.
final class PreviousReports {
    private PreviousReports() {}

    /// The report that a run is compared with.
    static PreviousReport read(ReportsBucket bucket, Run run) {
        String key = run.previousReport();
        if (key == null) {
            return new PreviousReport.None();
        }
        Optional<String> text = bucket.get(key);
        if (text.isEmpty()) {
            return new PreviousReport.Unreadable(key, "it is gone");
        }
        try {
            JsonNode json = ComplianceJson.MAPPER.readTree(text.get());
            String schema = json.path("schema").asText("");
            return schema.equals(Report.SCHEMA)
                    ? new PreviousReport.Known(
                            ComplianceJson.MAPPER.treeToValue(json, Report.class))
                    : new PreviousReport.Unreadable(
                            key, "its schema is '" + schema + "' and not " + Report.SCHEMA);
        } catch (JsonProcessingException malformed) {
            return new PreviousReport.Unreadable(key, malformed.getOriginalMessage());
        }
    }
}
