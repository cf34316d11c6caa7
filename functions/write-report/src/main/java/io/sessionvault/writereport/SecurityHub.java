package io.sessionvault.writereport;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.log.ForeignText;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report.ReportedFinding;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/// Imports a report's findings into Security Hub. Importing one again changes nothing.
///
/// Source: Security Hub API reference, `BatchImportFindings`: at most 100 findings, each of which
/// can be refused by itself.
final class SecurityHub {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityHub.class);
    private static final int BATCH = 100;
    private static final int LOGGED = 20;

    private final SecurityHubClient hub;
    private final SecurityFindings findings;

    SecurityHub(SecurityHubClient hub, SecurityFindings findings) {
        this.hub = hub;
        this.findings = findings;
    }

    /// Imports what a report shows; a batch that fails does not stop the others.
    ///
    /// @param before what the report of the run before showed
    /// @return what was not imported, in words; empty when all was
    List<String> take(FoldedReport report, List<ReportedFinding> before) {
        List<AwsSecurityFinding> all = findings.of(report, before);
        List<String> refused = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<AwsSecurityFinding> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            try {
                BatchImportFindingsResponse answer =
                        hub.batchImportFindings(ask -> ask.findings(batch));
                answer.failedFindings().stream().map(SecurityHub::text).forEach(refused::add);
            } catch (SdkException failure) {
                refused.add(ForeignText.plain(batch.size() + " findings: " + failure.getMessage()));
            }
        }
        if (!refused.isEmpty()) {
            // When one is refused for a reason such as a missing permission, all are.
            LOG.error(
                    "not imported into Security Hub",
                    entry("problems", refused.size()),
                    entry("first", refused.subList(0, Math.min(LOGGED, refused.size()))));
        }
        return refused;
    }

    private static String text(ImportFindingsError error) {
        return ForeignText.plain(
                error.id() + ": " + error.errorCode() + ": " + error.errorMessage());
    }
}
