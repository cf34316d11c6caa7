package io.sessionvault.writereport.page;

import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Remedy;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;

/// The findings of one rule, below what there is to say about the rule.
///
/// @param rule the rule
/// @param count how many there are that nobody has accepted
/// @param suppressed how many there are beside them that somebody has
/// @param rows what is shown of them, cause by cause
public record RuleFindings(Rule rule, int count, int suppressed, List<Row> rows) {

    /// What still fits on a few screens.
    private static final int FEW = 50;

    /// What a row takes on the page beside its texts, in bytes.
    private static final int ROW = 650;

    /// The same of a command.
    private static final int COMMAND = 120;

    /// A finding, or what stands for several.
    ///
    /// @param finding the finding
    /// @param accounts the accounts of those that it stands for, in words; empty for a finding
    /// @param count how many it stands for
    /// @param commands what can be typed to put it right
    public record Row(
            ReportedFinding finding, String accounts, int count, List<Remedy.Command> commands) {
        /// Copies the list.
        public Row {
            commands = List.copyOf(commands);
        }

        /// Tells whether it stands for several, which may be any of its cause.
        public boolean isRest() {
            return !accounts.isEmpty();
        }

        private int weight() {
            var found = finding.finding();
            var accepted = finding.suppression();
            return ROW
                    + Words.weight(Words.beginning(found.detail()))
                    + Words.weight(Words.beginning(found.resource()))
                    + commands.stream()
                            .mapToInt(command -> COMMAND + Words.weight(command.text()))
                            .sum()
                    + (accepted == null ? 0 : Words.weight(Words.beginning(accepted.reason())));
        }
    }

    /// What to do, without what differs from row to row.
    public String remedy() {
        return Remedy.inWords(rule).replace("`", "");
    }

    /// How many bytes the rows take on the page, names of accounts left out.
    int weight() {
        return rows.stream().mapToInt(Row::weight).sum();
    }

    /// Tells whether there are so many rows that the browser does well to lay them out late.
    public boolean isLarge() {
        return rows.size() > FEW;
    }

    /// Findings by rule: the worst rules first, and of equal ones that with the most findings.
    static List<RuleFindings> of(FoldedReport report, List<FindingGroup> groups) {
        var byRule = new EnumMap<Rule, List<FindingGroup>>(Rule.class);
        for (var group : groups) {
            byRule.computeIfAbsent(group.rule(), rule -> new ArrayList<>()).add(group);
        }
        return byRule.entrySet().stream()
                .map(rule -> of(report, rule.getKey(), rule.getValue()))
                .sorted(
                        Comparator.comparing((RuleFindings findings) -> findings.rule().severity())
                                .thenComparingInt(RuleFindings::count)
                                .reversed()
                                .thenComparing(findings -> findings.rule().id()))
                .toList();
    }

    private static Row row(FoldedReport report, ReportedFinding finding) {
        return new Row(finding, "", 1, report.remedy(finding, true).commands());
    }

    private static RuleFindings of(FoldedReport report, Rule rule, List<FindingGroup> groups) {
        var rows = new ArrayList<Row>();
        for (var group : groups) {
            group.examples().forEach(example -> rows.add(row(report, example)));
            group.rest(report.place())
                    .ifPresent(rest ->
                            rows.add(
                                    new Row(
                                            rest,
                                            Words.count(group.accounts(), "account"),
                                            group.hidden(),
                                            List.of())));
        }
        return new RuleFindings(rule, count(groups, false), count(groups, true), List.copyOf(rows));
    }

    private static int count(List<FindingGroup> groups, boolean suppressed) {
        return groups.stream()
                .filter(group -> group.isSuppressed() == suppressed)
                .mapToInt(FindingGroup::count)
                .sum();
    }
}
