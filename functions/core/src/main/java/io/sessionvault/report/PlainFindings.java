package io.sessionvault.report;

import io.sessionvault.log.ForeignText;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;

/// Findings as a report may show them: whoever chose the names in them, they are text and no more.
final class PlainFindings {
    private PlainFindings() {}

    /// The finding with everything awkward in its resource, and so in its id, and in its detail as
    /// code points.
    static LocatedFinding of(LocatedFinding finding) {
        return new LocatedFinding(
                finding.rule(),
                finding.account(),
                finding.region(),
                ForeignText.escaped(finding.resource()),
                ForeignText.escaped(finding.detail()),
                finding.at());
    }

    /// The same of one that an earlier report shows, which may have kept texts as they were.
    static ReportedFinding of(ReportedFinding reported) {
        LocatedFinding finding = of(reported.finding());
        return new ReportedFinding(
                finding.id(), finding, reported.since(), reported.seen(), reported.suppression());
    }
}
