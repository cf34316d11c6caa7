package io.sessionvault.writereport.page;

import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;

/// The findings of one rule, below what there is to say about the rule.
///
/// @param rule the rule
/// @param findings its findings, in the report's order
public record FindingGroup(Rule rule, List<ReportedFinding> findings) {

    /// What still fits on a few screens.
    private static final int FEW = 50;

    /// Tells whether there are so many findings that the browser does well to lay them out late.
    public boolean isLarge() {
        return findings.size() > FEW;
    }

    /// Findings by rule: the worst rules first, and of equal ones that with the most findings.
    static List<FindingGroup> of(List<ReportedFinding> findings) {
        var byRule = new EnumMap<Rule, List<ReportedFinding>>(Rule.class);
        for (var reported : findings) {
            byRule.computeIfAbsent(reported.finding().rule(), rule -> new ArrayList<>())
                    .add(reported);
        }
        return byRule.entrySet().stream()
                .map(group -> new FindingGroup(group.getKey(), List.copyOf(group.getValue())))
                .sorted(
                        Comparator.comparing((FindingGroup group) -> group.rule().severity())
                                .thenComparingInt(group -> group.findings().size())
                                .reversed()
                                .thenComparing(group -> group.rule().id()))
                .toList();
    }
}
