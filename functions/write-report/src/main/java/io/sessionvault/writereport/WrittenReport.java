package io.sessionvault.writereport;

import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.Run;
import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.RuleText;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The form of report.json, which docs/report.schema.json describes.
///
/// @param allFindings the key of the file with every single finding, in the reports bucket
/// @param open how much is open, as it is counted everywhere; null in older reports
/// @param findings what is open, by cause, worst first
record WrittenReport(
        String schema,
        String organization,
        Run run,
        Summary summary,
        @Nullable OpenCount open,
        Map<String, RuleText> rules,
        List<ReportedAccount> accounts,
        String allFindings,
        List<Group> findings,
        Changes changes,
        List<SessionDay> sessions) {
    /// Demands what every report has, which JSON does not.
    WrittenReport {
        Objects.requireNonNull(allFindings, "allFindings");
        Objects.requireNonNull(findings, "findings");
    }

    /// The findings of one cause; see [FindingGroup].
    record Group(
            String id,
            Rule rule,
            String cause,
            boolean isSuppressed,
            int count,
            long accounts,
            LocalDate since,
            LocalDate seen,
            List<ReportedFinding> examples) {
        /// Demands what every group has, which JSON does not.
        Group {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(seen, "seen");
            Objects.requireNonNull(examples, "examples");
        }

        private static Group of(FindingGroup group) {
            return new Group(
                    group.id(),
                    group.rule(),
                    group.cause(),
                    group.isSuppressed(),
                    group.count(),
                    group.accounts(),
                    group.since(),
                    group.seen(),
                    group.examples());
        }

        /// What was shown of the group, as [FoldedReport#shown] gives it but for the words.
        private Stream<ReportedFinding> shown(String place) {
            Optional<ReportedFinding> rest =
                    count == examples.size()
                            ? Optional.empty()
                            : Optional.of(
                                    new ReportedFinding(
                                            id,
                                            new LocatedFinding(rule, null, null, place, cause),
                                            since,
                                            seen,
                                            null));
            return Stream.concat(examples.stream(), rest.stream());
        }
    }

    /// What differs from the run before, by cause.
    record Changes(List<Group> appeared, List<Group> resolved, List<Group> outOfSight) {}

    static WrittenReport of(FoldedReport folded) {
        Report report = folded.report();
        return new WrittenReport(
                report.schema(),
                report.organization(),
                report.run(),
                report.summary(),
                report.open(),
                report.rules(),
                report.accounts(),
                folded.place(),
                groups(folded.findings()),
                new Changes(
                        groups(folded.appeared()),
                        groups(folded.resolved()),
                        groups(folded.outOfSight())),
                report.sessions());
    }

    private static List<Group> groups(List<FindingGroup> groups) {
        return groups.stream().map(Group::of).toList();
    }

    /// Whether not all open findings are shown one by one.
    boolean isFolded() {
        return findings.stream().anyMatch(group -> group.count() > group.examples().size());
    }

    /// How many findings are open.
    int count() {
        return findings.stream().mapToInt(Group::count).sum();
    }

    /// What was shown of what is open.
    List<ReportedFinding> shown() {
        return findings.stream().flatMap(group -> group.shown(allFindings)).toList();
    }
}
