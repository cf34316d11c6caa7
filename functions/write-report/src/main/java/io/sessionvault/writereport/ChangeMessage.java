package io.sessionvault.writereport;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_SUBJECT = 100;

    /// The message about a run; empty when there is nothing new and nothing resolved.
    ///
    /// @param reportPlace where the report is
    /// @param runbook where to read what to do; empty when nobody said
    static Optional<ChangeMessage> of(Report report, String reportPlace, String runbook) {
        Changes changes = report.changes();
        if (changes.isNothing()) {
            return Optional.empty();
        }
        Map<String, ReportedFinding> open =
                report.findings().stream()
                        .collect(Collectors.toMap(ReportedFinding::id, Function.identity()));
        List<ReportedFinding> appeared =
                changes.appeared().stream().map(open::get).filter(Objects::nonNull).toList();
        String text =
                String.join(
                        "\n",
                        Stream.of(
                                        Stream.of(overview(report)),
                                        section("New", appeared),
                                        section("Resolved", changes.resolved()),
                                        Stream.of("", "Report: " + reportPlace),
                                        Stream.of("What to do: " + runbook)
                                                .filter(line -> !runbook.isEmpty()))
                                .flatMap(Function.identity())
                                .toList());
        return Optional.of(new ChangeMessage(subject(report, appeared.size()), text + "\n"));
    }

    /// The message as one file.
    byte[] bytes() {
        return (subject + "\n\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static String subject(Report report, int appeared) {
        return PlainLine.of(
                "Session Vault: "
                        + appeared
                        + " new, "
                        + report.changes().resolved().size()
                        + " resolved; "
                        + (report.summary().covered() ? "covered" : "not covered"),
                LONGEST_SUBJECT);
    }

    private static String overview(Report report) {
        Summary summary = report.summary();
        long advice = report.unaccepted(Meaning.ADVICE);
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
                + report.unaccepted()
                + " findings open"
                + (advice == 0 ? ", " : " (" + advice + " of them advice), ")
                + summary.suppressed()
                + " suppressed.";
    }

    private static Stream<String> section(String title, List<ReportedFinding> findings) {
        if (findings.isEmpty()) {
            return Stream.empty();
        }
        Stream<String> more =
                findings.size() > LINES
                        ? Stream.of("and " + (findings.size() - LINES) + " more")
                        : Stream.empty();
        return Stream.of(
                        Stream.of("", title + " (" + findings.size() + "):"),
                        findings.stream().limit(LINES).map(ChangeMessage::line),
                        more)
                .flatMap(Function.identity());
    }

    private static String line(ReportedFinding reported) {
        LocatedFinding finding = reported.finding();
        String weight =
                switch (finding.rule().meaning()) {
                    case BROKEN, UNKNOWN -> finding.rule().severity().name();
                    // Whoever looks for what has to be done at once can pass over it.
                    case ADVICE -> "ADVICE";
                };
        String line =
                Stream.of(
                                weight,
                                finding.rule().id(),
                                Objects.toString(finding.account(), ""),
                                Objects.toString(finding.region(), ""),
                                finding.resource())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
        return PlainLine.of(line + ": " + finding.detail(), LONGEST_LINE);
    }
}
