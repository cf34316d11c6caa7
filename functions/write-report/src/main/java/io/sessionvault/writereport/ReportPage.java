package io.sessionvault.writereport;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.writereport.page.Asset;
import io.sessionvault.writereport.page.PageView;
import io.sessionvault.writereport.page.jte.JtereportGenerated;

/// The report as one HTML page that needs nothing else: no network, no other file, no script to be
/// read.
///
/// Texts of the organization get into the page only as escaped text and attribute values, never
/// into a script or a style. Style and script are this class's own and are the only ones that the
/// page's Content-Security-Policy lets run.
public final class ReportPage {
    private static final Asset STYLE = Asset.load("report.css");
    private static final Asset SCRIPT = Asset.load("report.js");

    /// What a page of an ordinary organization takes, in characters.
    private static final int ORDINARY_SIZE = 1 << 18;

    private ReportPage() {}

    /// The page of a report. The same report gives the same page.
    public static String render(FoldedReport report) {
        var text = new StringOutput(ORDINARY_SIZE);
        JtereportGenerated.render(
                new OwaspHtmlTemplateOutput(text), null, PageView.of(report), STYLE, SCRIPT);
        return text.toString();
    }
}
