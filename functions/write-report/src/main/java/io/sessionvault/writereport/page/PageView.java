package io.sessionvault.writereport.page;

import io.sessionvault.account.AccountId;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that the page shows.
///
/// @param report the report
/// @param verdict the report in one line
/// @param tiles the figures
/// @param matrix accounts against Regions
/// @param groups the open findings by rule
/// @param resolved the findings of the run before that are gone, by rule
/// @param outOfSight the findings of the run before that nobody can look at any more, by rule
/// @param chart sessions against logs, by day
/// @param names the accounts' names
/// @param fresh the ids of the findings that the run before did not have
public record PageView(
        Report report,
        Verdict verdict,
        List<Tile> tiles,
        Matrix matrix,
        List<RuleFindings> groups,
        List<RuleFindings> resolved,
        List<RuleFindings> outOfSight,
        SessionChart chart,
        Map<AccountId, String> names,
        Set<String> fresh) {
    private static final int REPAIRED = 50;
    private static final int LINES = 20;

    /// How many bytes the page may have, what does not grow and a good part of the names left out.
    private static final int BYTES = 2_780_000;

    /// The page of a report.
    public static PageView of(FoldedReport folded) {
        var report = folded.report();
        var open = RuleFindings.of(folded, folded.findings());
        var resolved = RuleFindings.of(folded, folded.resolved());
        var outOfSight = RuleFindings.of(folded, folded.outOfSight());
        return new PageView(
                report,
                Verdict.of(report),
                Tile.of(report),
                Matrix.of(report, BYTES - weight(open, resolved, outOfSight)),
                open,
                resolved,
                outOfSight,
                SessionChart.of(report.sessions()),
                report.names(),
                Set.copyOf(report.changes().appeared()));
    }

    private static int weight(
            List<RuleFindings> open, List<RuleFindings> resolved, List<RuleFindings> outOfSight) {
        return Stream.of(open, resolved, outOfSight)
                .flatMap(List::stream)
                .mapToInt(RuleFindings::weight)
                .sum();
    }

    /// What holds for every account, the first of it where there is much.
    public List<String> notices() {
        return shown(report.run().notices());
    }

    /// The first of some lines, and how many more there are.
    public List<String> shown(List<String> lines) {
        return lines.size() <= LINES
                ? lines
                : Stream.concat(
                                lines.stream().limit(LINES),
                                Stream.of(
                                        "and " + (lines.size() - LINES) + " more, in report.json"))
                        .toList();
    }

    /// The name of an account; of none, the vault's; of one that the organization does not list,
    /// nothing.
    public String name(@Nullable AccountId account) {
        return account == null ? "Vault" : names.getOrDefault(account, "");
    }

    /// Tells whether the run before did not have the finding.
    public boolean isNew(ReportedFinding finding) {
        return fresh.contains(finding.id());
    }

    /// The severities, worst first.
    public List<Severity> severities() {
        return List.of(Severity.values()).reversed();
    }

    /// What is open, as it is counted everywhere.
    public OpenCount open() {
        return report.open();
    }

    /// The Regions that findings name.
    public Set<String> regions() {
        var regions = new TreeSet<String>();
        for (var reported : report.findings()) {
            var region = reported.finding().region();
            if (region != null) {
                regions.add(region.value());
            }
        }
        return regions;
    }

    /// The accounts in which something was changed, the first of them where there are many.
    public List<ReportedAccount> repaired() {
        return changed().limit(REPAIRED).toList();
    }

    /// The number of accounts in which something was changed and that are not shown.
    public long repairedMore() {
        return Math.max(0, changed().count() - REPAIRED);
    }

    private Stream<ReportedAccount> changed() {
        return report.accounts().stream().filter(account -> !account.repairs().isEmpty());
    }
}
