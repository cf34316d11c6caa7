package io.sessionvault.writereport;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people are told of a run: what is new, what is resolved, and where to read on.
///
/// Source: SNS API reference, `Publish`: a subject has at most 100 ASCII characters and no line
/// ends, a message at most 256 KiB. With at most 100 lines of 400 characters this one stays below.
///
/// @param subject in one line
/// @param text in lines, worst first
record ChangeMessage(String subject, String text) {
    private static final int LINES = 50;

    /// So many findings of one cause are told one by one.
    private static final int FEW = 5;

    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_SUBJECT = 100;

    /// The message about a run; empty when there is nothing new and nothing resolved.
    ///
    /// @param reportPlace where the report is
    /// @param runbook where to read what to do; empty when nobody said
    static Optional<ChangeMessage> of(FoldedReport folded, String reportPlace, String runbook) {
        Report report = folded.report();
        Changes changes = report.changes();
        if (changes.isNothing()) {
            return Optional.empty();
        }
        String text =
                String.join(
                        "\n",
                        Stream.of(
                                        Stream.of(overview(report)),
                                        section("New", folded.appeared()),
                                        section("Resolved", folded.resolved()),
                                        Stream.of("", "Report: " + reportPlace),
                                        Stream.of("What to do: " + runbook)
                                                .filter(line -> !runbook.isEmpty()))
                                .flatMap(Function.identity())
                                .toList());
        return Optional.of(new ChangeMessage(subject(report), text + "\n"));
    }

    /// The message as one file.
    byte[] bytes() {
        return (subject + "\n\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static String subject(Report report) {
        return PlainLine.of(
                "Session Vault: "
                        + report.changes().appeared().size()
                        + " new, "
                        + report.changes().resolved().size()
                        + " resolved; "
                        + (report.summary().covered() ? "covered" : "not covered"),
                LONGEST_SUBJECT);
    }

    private static String overview(Report report) {
        Summary summary = report.summary();
        return "Run "
                + report.run().id()
                + " of "
                + report.run().startedAt()
                + " in "
                + report.organization()
                + ": "
                + summary.accounts().getOrDefault(Coverage.COVERED, 0)
                + " accounts covered, "
                + summary.accounts().getOrDefault(Coverage.NOT_COVERED, 0)
                + " not covered, "
                + summary.accounts().getOrDefault(Coverage.UNKNOWN, 0)
                + " unknown; "
                + report.open().text()
                + ".";
    }

    private static Stream<String> section(String title, List<FindingGroup> groups) {
        if (groups.isEmpty()) {
            return Stream.empty();
        }
        int all = groups.stream().mapToInt(FindingGroup::count).sum();
        List<String> lines = groups.stream().flatMap(ChangeMessage::lines).toList();
        Stream<String> more =
                lines.size() > LINES
                        ? Stream.of("and " + (lines.size() - LINES) + " more lines")
                        : Stream.empty();
        return Stream.of(
                        Stream.of("", title + " (" + all + "):"), lines.stream().limit(LINES), more)
                .flatMap(Function.identity());
    }

    /// A line for each of a few findings of one cause, one line for many.
    private static Stream<String> lines(FindingGroup group) {
        String rule = weight(group.rule()) + " " + group.rule().id();
        return group.count() <= FEW
                ? group.findings().stream()
                        .map(ReportedFinding::finding)
                        .map(each -> line(rule + " " + place(each) + ": " + each.detail()))
                : Stream.of(
                        line(
                                rule
                                        + ", "
                                        + group.text()
                                        + ", such as "
                                        + place(group.examples().getFirst().finding())
                                        + ": "
                                        + group.cause()));
    }

    private static String weight(Rule rule) {
        return switch (rule.meaning()) {
            case BROKEN, UNKNOWN -> rule.severity().name();
            // Whoever looks for what has to be done at once can pass over it.
            case ADVICE -> "ADVICE";
        };
    }

    private static String place(LocatedFinding finding) {
        return Stream.of(
                        Objects.toString(finding.account(), ""),
                        Objects.toString(finding.region(), ""),
                        finding.resource())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String line(String text) {
        return PlainLine.of(text, LONGEST_LINE);
    }
}
