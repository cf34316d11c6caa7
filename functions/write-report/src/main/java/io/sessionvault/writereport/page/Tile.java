package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.ReactionTimes;
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
        var tiles =
                new ArrayList<>(
                        List.of(
                                findings(report),
                                coverage("Accounts", report.summary().accounts(), List.of()),
                                coverage(
                                        "Regions of accounts",
                                        report.summary().regions(),
                                        encryption(report)),
                                sessions(report),
                                logs(report),
                                changes(report)));
        var reactions = report.summary().reactions();
        if (reactions != null) {
            tiles.add(reactions(reactions));
        }
        return tiles;
    }

    private static Tile findings(Report report) {
        var open = report.open();
        var lines = new ArrayList<Line>();
        for (var severity : List.of(Severity.values()).reversed()) {
            lines.add(new Line(Words.of(severity), open.of(severity), Words.name(severity)));
        }
        lines.add(new Line("beside them, could not be told", open.unknown(), "unknown"));
        lines.add(new Line("beside them, advice", open.advice(), "advice"));
        lines.add(new Line("beside them, suppressed", open.suppressed(), "left-alone"));
        return of("Findings", open.total(), lines);
    }

    private static Tile coverage(
            String title, Map<Coverage, Integer> counts, List<Line> amongCovered) {
        var lines = new ArrayList<Line>();
        for (var coverage : Coverage.values()) {
            lines.add(
                    new Line(
                            Words.of(coverage),
                            counts.getOrDefault(coverage, 0),
                            Words.name(coverage)));
            if (coverage == Coverage.COVERED) {
                lines.addAll(amongCovered);
            }
        }
        return of(title, sum(counts), lines);
    }

    private static List<Line> encryption(Report report) {
        return List.of(
                new Line(
                        "of these, encrypted",
                        report.covered(Encryption.ENCRYPTED),
                        Matrix.ENCRYPTED),
                new Line(
                        "of these, not encrypted yet",
                        report.covered(Encryption.WAITING),
                        Matrix.UNENCRYPTED));
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

    private static Tile reactions(ReactionTimes times) {
        var lines = new ArrayList<Line>();
        if (times.slowestSeconds() != null) {
            lines.add(new Line("seconds, the slowest", times.slowestSeconds(), "waiting"));
        }
        return new Tile(
                "Looks after a change, 24 hours",
                times.unread() == null ? Words.number(times.looks()) : "not known",
                lines);
    }

    private static Tile of(String title, long figure, List<Line> lines) {
        return new Tile(title, Words.number(figure), lines);
    }

    private static long sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
}
