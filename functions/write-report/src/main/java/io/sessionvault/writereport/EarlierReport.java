package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.PreviousReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report of the run before, as far as this run needs it.
///
/// @param report every finding that was open after it
/// @param shown what it showed of them: examples, and what stood for the others
/// @param isFolded whether it did not show all of them one by one
record EarlierReport(PreviousReport report, List<ReportedFinding> shown, boolean isFolded) {
    /// The form before findings were folded: each stood in the report.
    private static final String UNFOLDED = "session-vault/report/1";

    private static final TypeReference<List<ReportedFinding>> FINDINGS = new TypeReference<>() {};

    /// What the next report goes by when it chooses what to show.
    FoldedReport.Before before() {
        return new FoldedReport.Before(
                isFolded, shown.stream().map(ReportedFinding::id).collect(Collectors.toSet()));
    }

    /// Reads the report that a run is compared with.
    static EarlierReport read(ReportsBucket bucket, Run run) {
        String key = run.previousReport();
        if (key == null) {
            return new EarlierReport(new PreviousReport.None(), List.of(), false);
        }
        Optional<String> text = bucket.get(key);
        if (text.isEmpty()) {
            return unreadable(key, "it is gone");
        }
        try {
            JsonNode json = ComplianceJson.MAPPER.readTree(text.get());
            return switch (json.path("schema").asText("")) {
                case Report.SCHEMA ->
                        folded(
                                bucket,
                                key,
                                ComplianceJson.MAPPER.treeToValue(json, WrittenReport.class));
                case UNFOLDED -> {
                    @Nullable List<ReportedFinding> all =
                            ComplianceJson.MAPPER.treeToValue(json.path("findings"), FINDINGS);
                    yield all == null
                            ? unreadable(key, "it has no findings")
                            : new EarlierReport(new PreviousReport.Known(all), all, false);
                }
                case String other ->
                        unreadable(key, "its schema is '" + other + "' and not " + Report.SCHEMA);
            };
        } catch (JsonProcessingException malformed) {
            return unreadable(key, malformed.getOriginalMessage());
        }
    }

    private static EarlierReport folded(ReportsBucket bucket, String key, WrittenReport report) {
        String place = report.allFindings();
        try (InputStream file = bucket.open(place).orElse(null)) {
            if (file == null) {
                return unreadable(key, place + ", which has its findings, is gone");
            }
            List<ReportedFinding> all = FindingLines.open(file);
            return all.size() == report.count()
                    ? new EarlierReport(
                            new PreviousReport.Known(all), report.shown(), report.isFolded())
                    : unreadable(
                            key,
                            place
                                    + " has "
                                    + all.size()
                                    + " open findings and not "
                                    + report.count());
        } catch (JsonProcessingException malformed) {
            return unreadable(key, place + ": " + malformed.getOriginalMessage());
        } catch (IOException broken) {
            // The connection: a retry of the function may get through.
            throw new UncheckedIOException(broken);
        }
    }

    private static EarlierReport unreadable(String key, String reason) {
        return new EarlierReport(new PreviousReport.Unreadable(key, reason), List.of(), false);
    }
}
