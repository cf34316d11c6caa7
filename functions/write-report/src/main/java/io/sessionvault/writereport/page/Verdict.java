package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// The report in one line.
///
/// @param coverage what the answer is; never [Coverage#LEFT_ALONE]
/// @param word the answer
/// @param because why
public record Verdict(Coverage coverage, String word, String because) {

    /// The answer of a report. It is "covered" only if the summary says so and nothing else in the
    /// report speaks against it: in doubt it is not green.
    static Verdict of(Report report) {
        var open = report.open();
        if (open.total() > 0) {
            return new Verdict(
                    Coverage.NOT_COVERED, "Not covered", bySeverity(open) + beside(open) + ".");
        }
        if (open.unknown() > 0) {
            return new Verdict(
                    Coverage.UNKNOWN,
                    "Not known",
                    "nothing was found to be wrong, but "
                            + untold(open)
                            + besideUntold(open)
                            + ".");
        }
        if (!report.summary().covered()) {
            return new Verdict(
                    Coverage.UNKNOWN,
                    "Not known",
                    "nothing was found to be wrong, but the run gives no verdict"
                            + besideUntold(open)
                            + ".");
        }
        return new Verdict(
                Coverage.COVERED,
                "Covered",
                "everything could be looked at and nothing is wrong" + besideUntold(open) + ".");
    }

    private static String beside(OpenCount open) {
        return (open.unknown() == 0 ? "" : "; " + untold(open)) + besideUntold(open);
    }

    private static String besideUntold(OpenCount open) {
        return (open.advice() == 0
                        ? ""
                        : "; " + Words.count(open.advice(), "thing") + " should be better")
                + (open.suppressed() == 0
                        ? ""
                        : "; " + Words.number(open.suppressed()) + " suppressed");
    }

    private static String bySeverity(OpenCount open) {
        var parts = new ArrayList<String>();
        for (var severity : List.of(Severity.values()).reversed()) {
            if (open.of(severity) > 0) {
                parts.add(Words.number(open.of(severity)) + " " + Words.of(severity));
            }
        }
        return Words.list(parts) + (open.total() == 1 ? " finding" : " findings");
    }

    private static String untold(OpenCount open) {
        return Words.count(open.unknown(), "thing") + " could not be told";
    }
}
