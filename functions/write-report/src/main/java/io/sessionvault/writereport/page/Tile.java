package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.Report;
import io.sessionvault.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A figure of the summary and what it is made of.
///
/// @param title what is counted
/// @param figure the whole
/// @param lines its parts
public record Tile(String title, String figure, List<Line> lines) {

    /// One part.
    ///
    /// @param name what is counted
    /// @param count how many
    /// @param mark the class of the mark in front of it
    public record Line(String name, long count, String mark) {}

    /// The tiles of a report.
    static List<Tile> of(Report report) {
        return List.of(
                findings(report),
                coverage("Accounts", report.summary().accounts()),
                coverage("Regions of accounts", report.summary().regions()),
                sessions(report),
                logs(report),
                changes(report));
    }

    private static Tile findings(Report report) {
        var summary = report.summary();
        var lines = new ArrayList<Line>();
        for (var severity : List.of(Severity.values()).reversed()) {
            lines.add(
                    new Line(
                            Words.of(severity),
                            summary.findings().getOrDefault(severity, 0),
                            Words.name(severity)));
        }
        lines.add(new Line("of these, could not be told", summary.unknown(), "unknown"));
        lines.add(new Line("suppressed, not counted", summary.suppressed(), "left-alone"));
        return of("Open findings", sum(summary.findings()), lines);
    }

    private static Tile coverage(String title, Map<Coverage, Integer> counts) {
        return of(
                title,
                sum(counts),
                List.of(Coverage.values()).stream()
                        .map(coverage ->
                                new Line(
                                        Words.of(coverage),
                                        counts.getOrDefault(coverage, 0),
                                        Words.name(coverage)))
                        .toList());
    }

    private static Tile sessions(Report report) {
        var sessions = report.summary().sessions();
        return of(
                "Finished sessions",
                sessions.total(),
                List.of(
                        new Line("logged", sessions.logged(), "logged"),
                        new Line("unlogged", sessions.unlogged(), "unlogged"),
                        new Line("cannot be logged", sessions.unloggable(), "unloggable"),
                        new Line("waiting for the log", sessions.waiting(), "waiting")));
    }

    private static Tile logs(Report report) {
        var logs = report.summary().logs();
        return of(
                "Stored logs",
                logs.compliant()
                        + logs.nonCompliant()
                        + logs.undetermined()
                        + logs.notApplicable()
                        + logs.unchanged(),
                List.of(
                        new Line("keep every rule", logs.compliant(), "covered"),
                        new Line("break a rule", logs.nonCompliant(), "not-covered"),
                        new Line("could not be judged", logs.undetermined(), "unknown"),
                        new Line("are no logs", logs.notApplicable(), "left-alone"),
                        new Line("judged by an earlier run", logs.unchanged(), "left-alone")));
    }

    private static Tile changes(Report report) {
        var changes = report.changes();
        return of(
                "New since the last run",
                changes.appeared().size(),
                List.of(
                        new Line("resolved", changes.resolved().size(), "covered"),
                        new Line("out of sight", changes.outOfSight().size(), "unknown"),
                        new Line("repairs made", report.summary().repairs(), "logged")));
    }

    private static Tile of(String title, long figure, List<Line> lines) {
        return new Tile(title, Words.number(figure), lines);
    }

    private static long sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
}
