package io.sessionvault.report;

import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Remedy;
import io.sessionvault.rule.VaultNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A report with its findings in groups of one cause: what people and programs are shown of it, of a
/// size that does not grow with the number of findings.
///
/// @param report the whole report
/// @param place the key of the file with every single finding, in the reports bucket
/// @param names what commands call the vault's parts
/// @param findings what is open
/// @param appeared what is open and new
/// @param resolved what is resolved
/// @param outOfSight what nobody can look at any more
public record FoldedReport(
        Report report,
        String place,
        VaultNames names,
        List<FindingGroup> findings,
        List<FindingGroup> appeared,
        List<FindingGroup> resolved,
        List<FindingGroup> outOfSight) {
    /// So many open findings are shown one by one.
    private static final int OPEN = 500;

    /// So many of each kind of change.
    private static final int CHANGED = 100;

    /// Copies the lists.
    public FoldedReport {
        findings = List.copyOf(findings);
        appeared = List.copyOf(appeared);
        resolved = List.copyOf(resolved);
        outOfSight = List.copyOf(outOfSight);
    }

    /// What the run before showed.
    ///
    /// @param isFolded whether it did not show all of its open findings one by one
    /// @param ids what it showed of them
    public record Before(boolean isFolded, Set<String> ids) {
        /// Nothing.
        public static final Before NOTHING = new Before(false, Set.of());

        /// Copies the ids.
        public Before {
            ids = Set.copyOf(ids);
        }
    }

    /// Folds a report.
    ///
    /// @param place the key of the file with every single finding
    /// @param names what commands call the vault's parts
    /// @param before what the run before showed
    public static FoldedReport of(Report report, String place, VaultNames names, Before before) {
        Set<String> appeared = new HashSet<>(report.changes().appeared());
        Folding changed = new Folding(CHANGED, false, Set.of());
        return new FoldedReport(
                report,
                place,
                names,
                new Folding(OPEN, before.isFolded(), before.ids()).of(report.findings()),
                changed.of(
                        report.findings().stream()
                                .filter(finding -> appeared.contains(finding.id()))
                                .toList()),
                changed.of(report.changes().resolved()),
                changed.of(report.changes().outOfSight()));
    }

    /// The ids of the groups of all open findings, also of those that are among other causes.
    public Set<String> openGroups() {
        return report.findings().stream().map(Folding::groupOf).collect(Collectors.toSet());
    }

    /// What to do about a finding that is shown: in words alone of what stands for others, and of what
    /// is not open any more, where a command could destroy what has been put right.
    ///
    /// @param isOpen whether it is open
    public Remedy remedy(ReportedFinding shown, boolean isOpen) {
        LocatedFinding finding = shown.finding();
        boolean isOne = shown.id().equals(finding.id());
        return isOpen && isOne
                ? Remedy.of(finding, names)
                : new Remedy(Remedy.inWords(finding.rule()), List.of());
    }

    /// What is shown of a group: its examples, and what stands for the others.
    public List<ReportedFinding> shown(FindingGroup group) {
        List<ReportedFinding> shown = new ArrayList<>(group.examples());
        group.rest(place).ifPresent(shown::add);
        return List.copyOf(shown);
    }
}
