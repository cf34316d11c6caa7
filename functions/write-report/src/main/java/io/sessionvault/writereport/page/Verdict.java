package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.Report;
import io.sessionvault.rule.Rule.Meaning;
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
        var open = report.findings().stream().filter(found -> found.suppression() == null).toList();
        var broken =
                open.stream()
                        .map(found -> found.finding().rule())
                        .filter(rule -> rule.meaning() == Meaning.BROKEN)
                        .map(rule -> rule.severity())
                        .toList();
        long unknown = report.unaccepted(Meaning.UNKNOWN);
        if (!broken.isEmpty()) {
            return new Verdict(
                    Coverage.NOT_COVERED,
                    "Not covered",
                    bySeverity(broken) + (unknown == 0 ? "." : "; " + untold(unknown) + "."));
        }
        if (unknown > 0) {
            return new Verdict(
                    Coverage.UNKNOWN,
                    "Not known",
                    "nothing was found to be wrong, but " + untold(unknown) + ".");
        }
        if (!report.summary().covered()) {
            return new Verdict(
                    Coverage.UNKNOWN,
                    "Not known",
                    "nothing was found to be wrong, but the run gives no verdict.");
        }
        return new Verdict(
                Coverage.COVERED,
                "Covered",
                "everything could be looked at and nothing is wrong"
                        + advised(open.size())
                        + accepted(report.findings().size() - open.size())
                        + ".");
    }

    private static String advised(int advice) {
        return advice == 0 ? "" : "; " + Words.count(advice, "thing") + " should be better";
    }

    private static String accepted(int accepted) {
        return accepted == 0
                ? ""
                : "; "
                        + Words.count(accepted, "finding")
                        + (accepted == 1 ? " is" : " are")
                        + " accepted for now";
    }

    private static String bySeverity(List<Severity> broken) {
        var parts = new ArrayList<String>();
        for (var severity : List.of(Severity.values()).reversed()) {
            long count = broken.stream().filter(severity::equals).count();
            if (count > 0) {
                parts.add(Words.number(count) + " " + Words.of(severity));
            }
        }
        return Words.list(parts) + (broken.size() == 1 ? " finding" : " findings");
    }

    private static String untold(long unknown) {
        return Words.count(unknown, "thing") + " could not be told";
    }
}
