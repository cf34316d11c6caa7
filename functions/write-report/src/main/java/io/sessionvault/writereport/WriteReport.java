package io.sessionvault.writereport;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Reporting;
import io.sessionvault.report.RunResults;
import io.sessionvault.report.Suppressions;
import io.sessionvault.rule.VaultNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From what a run left to its report, and to everybody who has to know.
///
/// The effects come in this order, so that a run that is made again after any of them loses nothing:
///
/// 1. the report's files, which are byte for byte the same when nothing else changed;
/// 2. the message, which is sent once; twice only if the function is stopped within the moment
///    between sending it and noting that;
/// 3. `latest.json`: from then on the next run is compared with this one;
/// 4. Security Hub, where importing a finding again changes nothing;
/// 5. the metrics, which a second time are counted a second time: alarms and dashboard take the
///    largest value, not the sum;
/// 6. the metric that says that the run has succeeded, which an alarm misses when it does not come.
///
/// If the message cannot be sent, the function fails before the third step, and the next run tells
/// what this one could not. If Security Hub refuses findings, all steps but the last are done and the
/// function fails then, so that the execution shows it and can be redriven: Security Hub being off,
/// or slow, must not make every later message repeat what earlier ones told.
final class WriteReport {
    private static final Logger LOG = LoggerFactory.getLogger(WriteReport.class);

    private final ReportsBucket bucket;
    private final VaultNames names;
    private final ResultReader results;
    private final Notification notification;
    private final Optional<SecurityHub> securityHub;
    private final ReportMetrics metrics;

    /// @param names what the commands of remedies call the vault's parts
    /// @param securityHub where findings are imported; empty when they are not
    WriteReport(
            ReportsBucket bucket,
            VaultNames names,
            ResultReader results,
            Notification notification,
            Optional<SecurityHub> securityHub,
            ReportMetrics metrics) {
        this.bucket = bucket;
        this.names = names;
        this.results = results;
        this.notification = notification;
        this.securityHub = securityHub;
        this.metrics = metrics;
    }

    /// What the function answers.
    ///
    /// @param report the key of the report in the reports bucket
    /// @param covered whether every session is logged where it must be
    /// @param findings how many findings are open, as [io.sessionvault.report.OpenCount] counts them
    /// @param unknown how much could not be told beside them
    /// @param appeared how many of both, and of advice, are new
    /// @param resolved how many findings of the run before are resolved
    record Answer(
            String report,
            boolean covered,
            int findings,
            int unknown,
            int appeared,
            int resolved) {}

    /// Writes the report of a run.
    ///
    /// @throws SecurityHubIncompleteException when all is done but Security Hub did not take all
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 or SNS do not answer
    Answer write(RunOutput output) throws IOException {
        Run run = output.run();
        EarlierReport earlier = EarlierReport.read(bucket, run);
        Suppressions suppressions =
                bucket.get(SuppressionFile.KEY)
                        .map(SuppressionFile::read)
                        .orElse(Suppressions.NONE);
        RunResults found = results.read(output);
        Report report = Reporting.report(found, suppressions, earlier.report());
        String name = run.folder() + "report";
        FoldedReport folded =
                FoldedReport.of(report, name + ".findings.jsonl", names, earlier.before());
        String key = name + ".json";
        writeFiles(folded, name);
        notification.tell(folded, key);
        LatestRun.advance(bucket, run, key);
        List<String> refused =
                securityHub.isEmpty() ? List.of() : securityHub.get().take(folded, earlier.shown());
        metrics.count(report);
        Answer answer =
                new Answer(
                        key,
                        report.summary().covered(),
                        report.open().total(),
                        report.open().unknown(),
                        report.changes().appeared().size(),
                        report.changes().resolved().size());
        LOG.info("report written", entry("report", answer));
        if (!refused.isEmpty()) {
            throw new SecurityHubIncompleteException(refused.size(), refused.getFirst());
        }
        metrics.succeeded();
        return answer;
    }

    private void writeFiles(FoldedReport report, String name) throws IOException {
        bucket.put(report.place(), "application/jsonl", FindingLines.write(report));
        bucket.put(name + ".csv", "text/csv; charset=utf-8", ReportCsv.write(report));
        bucket.put(name + ".junit.xml", "application/xml", junit(report));
        bucket.put(
                name + ".html",
                "text/html; charset=utf-8",
                ReportPage.render(report).getBytes(StandardCharsets.UTF_8));
        bucket.put(name + ".json", "application/json", ReportJson.write(report));
    }

    private static byte[] junit(FoldedReport report) {
        try {
            return ReportJunit.write(report);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a report cannot be written as XML", impossible);
        }
    }
}
