package io.sessionvault.writereport;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.Severity;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The figures of a run, as metrics in the function's log: each once a run, also when it is 0, so
/// that an alarm sees that all is well again; and at last that the run has succeeded, which the
/// metrics of Step Functions may count together with the children of its maps. None has an account or a Region as dimension.
final class ReportMetrics {
    private final Metrics metrics;

    ReportMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void count(Report report) {
        Summary summary = report.summary();
        OpenCount open = report.open();
        for (Severity severity : Severity.values()) {
            add(name(severity), open.of(severity));
        }
        add("FindingsUnknown", open.unknown());
        add("AccountsCovered", summary.accounts().getOrDefault(Coverage.COVERED, 0));
        add("AccountsNotCovered", summary.accounts().getOrDefault(Coverage.NOT_COVERED, 0));
        add("AccountsUnknown", summary.accounts().getOrDefault(Coverage.UNKNOWN, 0));
        add("RegionsWaitingForEncryption", report.covered(Encryption.WAITING));
        add("LoggedSessions", summary.sessions().logged());
        add("UnloggedSessions", summary.sessions().unlogged());
        add("LogsNonCompliant", summary.logs().nonCompliant());
        add("Repairs", summary.repairs());
        metrics.flush();
    }

    /// Counts a run that has come to its end: nothing is left to do.
    void succeeded() {
        add("ComplianceRunsSucceeded", 1);
        metrics.flush();
    }

    private void add(String name, long value) {
        metrics.addMetric(name, (double) value, MetricUnit.COUNT);
    }

    private static String name(Severity severity) {
        return switch (severity) {
            case LOW -> "FindingsLow";
            case MEDIUM -> "FindingsMedium";
            case HIGH -> "FindingsHigh";
            case CRITICAL -> "FindingsCritical";
        };
    }
}
