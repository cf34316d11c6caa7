package io.sessionvault.writereport.page;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.compliance.Run;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Small reports.
public final class Reports {
    /// The account that findings are about.
    public static final AccountId ACCOUNT = new AccountId("111122223333");

    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static final RegionName REGION = new RegionName("eu-central-1");

    private Reports() {}

    /// A report.
    public static Report of(
            boolean covered,
            List<ReportedAccount> accounts,
            List<ReportedFinding> findings,
            List<SessionDay> days) {
        return new Report(
                Report.SCHEMA,
                "o-example",
                new Run(
                        "daily",
                        Instant.parse("2026-11-24T05:00:00Z"),
                        Mode.PLAN,
                        Run.LogScope.CHANGED,
                        null,
                        null,
                        List.of(),
                        null),
                new Summary(
                        covered,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        0,
                        0,
                        0,
                        SessionCount.NONE,
                        VerdictCount.NONE,
                        null),
                Map.of(),
                accounts,
                findings,
                new Changes(List.of(), List.of(), List.of()),
                days);
    }

    /// The same report of a run that has something to tell.
    public static Report withNotices(Report report, List<String> notices) {
        return ofRun(report, notices, report.run().onboards());
    }

    /// The same report of a run that hands on accounts that were never governed.
    public static Report onboarding(Report report) {
        return ofRun(report, report.run().notices(), true);
    }

    /// The same report with another word on reactions.
    static Report with(Report report, ReactionTimes reactions) {
        Summary summary = report.summary();
        return new Report(
                report.schema(),
                report.organization(),
                report.run(),
                new Summary(
                        summary.covered(),
                        summary.accounts(),
                        summary.regions(),
                        summary.findings(),
                        summary.unknown(),
                        summary.suppressed(),
                        summary.repairs(),
                        summary.sessions(),
                        summary.logs(),
                        reactions),
                report.rules(),
                report.accounts(),
                report.findings(),
                report.changes(),
                report.sessions());
    }

    private static Report ofRun(Report report, List<String> notices, @Nullable Boolean onboards) {
        var run = report.run();
        return new Report(
                report.schema(),
                report.organization(),
                new Run(
                        run.id(),
                        run.startedAt(),
                        run.mode(),
                        run.logs(),
                        run.since(),
                        run.previousReport(),
                        notices,
                        onboards),
                report.summary(),
                report.rules(),
                report.accounts(),
                report.findings(),
                report.changes(),
                report.sessions());
    }

    /// An account in use.
    public static ReportedAccount account(String name, Coverage coverage, RegionSweep... regions) {
        return account(ACCOUNT, name, coverage, regions);
    }

    static ReportedAccount account(
            AccountId id, String name, Coverage coverage, RegionSweep... regions) {
        return new ReportedAccount(
                id, name, AccountState.ACTIVE, coverage, null, List.of(regions), List.of());
    }

    static RegionSweep region(String name, Coverage coverage) {
        return region(name, coverage, null);
    }

    /// A Region without sessions.
    public static RegionSweep region(
            String name, Coverage coverage, @Nullable Encryption encryption) {
        return new RegionSweep(new RegionName(name), coverage, encryption, SessionCount.NONE);
    }

    /// A finding about the account.
    public static ReportedFinding finding(Rule rule, String resource) {
        var finding = new LocatedFinding(rule, ACCOUNT, REGION, resource, "detail of " + resource);
        return new ReportedFinding(finding.id(), finding, TODAY, TODAY, null);
    }

    /// The same finding, accepted.
    public static ReportedFinding accepted(ReportedFinding finding, String reason) {
        return new ReportedFinding(
                finding.id(),
                finding.finding(),
                finding.since(),
                finding.seen(),
                new AcceptedUntil(reason, TODAY.plusDays(30)));
    }
}
