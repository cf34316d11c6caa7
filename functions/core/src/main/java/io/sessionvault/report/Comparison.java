package io.sessionvault.report;

import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A run's findings beside those of the run before.
///
/// @param open what is open, worst first: what this run found, and what the run before had and this
///     one could not look at
/// @param changes what differs
record Comparison(List<ReportedFinding> open, Changes changes) {
    /// Compares.
    ///
    /// @param found what this run found, each id once
    /// @param before what was open after the run before
    /// @param sight where this run looked
    /// @param today the day of this run
    static Comparison of(
            Collection<LocatedFinding> found,
            Collection<ReportedFinding> before,
            Sight sight,
            Suppressions suppressions,
            LocalDate today) {
        Map<String, ReportedFinding> known = new HashMap<>();
        before.forEach(finding -> known.put(finding.id(), finding));
        Map<String, ReportedFinding> open = new HashMap<>();
        for (LocatedFinding finding : found) {
            String id = finding.id();
            ReportedFinding earlier = known.get(id);
            open.put(
                    id,
                    new ReportedFinding(
                            id,
                            finding,
                            earlier == null ? today : earlier.since(),
                            today,
                            suppressions.acceptance(finding, today).orElse(null)));
        }
        List<ReportedFinding> resolved = new ArrayList<>();
        List<ReportedFinding> outOfSight = new ArrayList<>();
        for (ReportedFinding finding : known.values()) {
            if (!open.containsKey(finding.id())) {
                switch (sight.at(finding)) {
                    case LOOKED -> resolved.add(finding);
                    case GONE -> outOfSight.add(finding);
                    case UNSEEN ->
                            open.put(
                                    finding.id(),
                                    new ReportedFinding(
                                            finding.id(),
                                            finding.finding(),
                                            finding.since(),
                                            finding.seen(),
                                            suppressions
                                                    .acceptance(finding.finding(), today)
                                                    .orElse(null)));
                }
            }
        }
        List<ReportedFinding> sorted = worstFirst(open.values());
        List<String> appeared =
                sorted.stream()
                        .filter(finding -> finding.suppression() == null)
                        .map(ReportedFinding::id)
                        .filter(id -> !known.containsKey(id) || known.get(id).suppression() != null)
                        .toList();
        return new Comparison(
                sorted, new Changes(appeared, worstFirst(resolved), worstFirst(outOfSight)));
    }

    private static List<ReportedFinding> worstFirst(Collection<ReportedFinding> findings) {
        return findings.stream().sorted(ReportedFinding.WORST_FIRST).toList();
    }
}
