package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.GONE;
import static io.sessionvault.writereport.RunInBucket.IRELAND;
import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static io.sessionvault.writereport.RunInBucket.STARTED;
import static io.sessionvault.writereport.RunInBucket.VAULT;

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
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.RuleText;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reports for the tests of those who write them down.
final class Reports {
    static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    static final LocalDate YESTERDAY = TODAY.minusDays(1);

    private Reports() {}

    /// One of each: a critical finding with a hostile name, one that is suppressed, one that could
    /// not be told and was not seen again, one of the vault, an advice; one resolved, one out of
    /// sight.
    static Report rich() {
        List<ReportedFinding> open =
                List.of(
                        found(
                                new LocatedFinding(
                                        Rule.LOG_UPLOADER,
                                        MEMBER,
                                        IRELAND,
                                        "410987654321/eu-west-1/=cmd|'/c calc'!A1, \"x\"\u0000.log",
                                        "uploaded by 999999999999 & <b>not</b> 410987654321",
                                        Instant.parse("2026-11-23T22:10:00Z"))),
                        found(
                                new LocatedFinding(
                                        Rule.VAULT_VERSIONING,
                                        null,
                                        null,
                                        "session-vault",
                                        "it is suspended")),
                        new ReportedFinding(
                                unreachable().id(), unreachable(), YESTERDAY, YESTERDAY, null),
                        new ReportedFinding(
                                portForwarding().id(),
                                portForwarding(),
                                YESTERDAY,
                                TODAY,
                                new AcceptedUntil("jump host, ticket 7", TODAY.plusDays(30))),
                        found(cannotEncrypt()));
        ReportedFinding resolved =
                earlier(
                        new LocatedFinding(
                                Rule.PREFERENCES_DRIFT,
                                MEMBER,
                                IRELAND,
                                "SSM-SessionManagerRunShell",
                                "the bucket is 'other'"));
        ReportedFinding outOfSight = earlier(RunInBucket.unlogged("-ada-0f0f"));
        return report(
                open,
                new Changes(
                        List.of(open.get(0).id(), open.get(1).id(), open.get(4).id()),
                        List.of(resolved),
                        List.of(outOfSight)));
    }

    /// A report in which all is well.
    static Report covered() {
        return report(List.of(), new Changes(List.of(), List.of(), List.of()));
    }

    /// A report in which all is well but for a finding that changes nothing of it.
    static Report coveredBut(ReportedFinding finding) {
        Report report = covered();
        return new Report(
                report.schema(),
                report.organization(),
                report.run(),
                report.summary(),
                report.rules(),
                report.accounts(),
                List.of(finding),
                report.changes(),
                report.sessions());
    }

    /// A report with so many new findings.
    static Report withFindings(int count) {
        List<ReportedFinding> findings =
                IntStream.range(0, count)
                        .mapToObj("session-%05d"::formatted)
                        .map(RunInBucket::unlogged)
                        .map(Reports::found)
                        .toList();
        return report(
                findings,
                new Changes(
                        findings.stream().map(ReportedFinding::id).toList(), List.of(), List.of()));
    }

    /// A report as it is shown.
    static FoldedReport folded(Report report) {
        return FoldedReport.of(
                report,
                "runs/" + report.run().id() + "/report.findings.jsonl",
                RunInBucket.NAMES,
                FoldedReport.Before.NOTHING);
    }

    static ReportedFinding found(LocatedFinding finding) {
        return new ReportedFinding(finding.id(), finding, TODAY, TODAY, null);
    }

    static ReportedFinding earlier(LocatedFinding finding) {
        return new ReportedFinding(finding.id(), finding, YESTERDAY, YESTERDAY, null);
    }

    static Report report(List<ReportedFinding> open, Changes changes) {
        long suppressed = open.stream().filter(each -> each.suppression() != null).count();
        Map<String, RuleText> rules = new TreeMap<>();
        Stream.of(open, changes.resolved(), changes.outOfSight())
                .flatMap(List::stream)
                .map(each -> each.finding().rule())
                .forEach(rule -> rules.put(rule.id(), RuleText.of(rule)));
        Map<Severity, Integer> bySeverity =
                Arrays.stream(Severity.values())
                        .collect(
                                Collectors.toMap(
                                        severity -> severity,
                                        severity ->
                                                Math.toIntExact(
                                                        open.stream()
                                                                .filter(each ->
                                                                        each.suppression() == null
                                                                                && each.finding()
                                                                                                .rule()
                                                                                                .severity()
                                                                                        == severity)
                                                                .count())));
        int unknown =
                Math.toIntExact(
                        open.stream()
                                .filter(each -> each.suppression() == null)
                                .filter(each ->
                                        each.finding().rule().meaning() == Rule.Meaning.UNKNOWN)
                                .count());
        boolean well = open.isEmpty();
        SessionCount sessions = new SessionCount(40, 1, 2, 3);
        return new Report(
                Report.SCHEMA,
                RunInBucket.ORGANIZATION,
                new Run(
                        "daily-2026-11-24",
                        STARTED,
                        Mode.APPLY,
                        Run.LogScope.CHANGED,
                        Instant.parse("2026-11-23T03:00:00Z"),
                        "runs/daily-2026-11-23/report.json",
                        List.of("NOT PROVEN against service control policies & <b>others</b>"),
                        null),
                new Summary(
                        well,
                        Map.of(
                                Coverage.COVERED,
                                well ? 3 : 1,
                                Coverage.NOT_COVERED,
                                well ? 0 : 1,
                                Coverage.UNKNOWN,
                                well ? 0 : 1,
                                Coverage.LEFT_ALONE,
                                0),
                        Map.of(
                                Coverage.COVERED,
                                1,
                                Coverage.NOT_COVERED,
                                0,
                                Coverage.UNKNOWN,
                                0,
                                Coverage.LEFT_ALONE,
                                0),
                        bySeverity,
                        unknown,
                        Math.toIntExact(suppressed),
                        1,
                        sessions,
                        new VerdictCount(900, 1, 2, 0, 5000),
                        new ReactionTimes(37, 94L)),
                rules,
                List.of(
                        account("310987654321", "vault", Coverage.COVERED, null),
                        account(
                                "410987654321",
                                "-2+3 \u202Etools, Ltd.",
                                well ? Coverage.COVERED : Coverage.NOT_COVERED,
                                null),
                        account(
                                "510987654321",
                                "data",
                                well ? Coverage.COVERED : Coverage.UNKNOWN,
                                well ? null : "the role cannot be assumed")),
                open,
                changes,
                List.of(new SessionDay(YESTERDAY, sessions)));
    }

    private static LocatedFinding unreachable() {
        return new LocatedFinding(
                Rule.ACCOUNT_UNREACHABLE, GONE, null, "role/SessionVault", "AccessDenied");
    }

    private static LocatedFinding cannotEncrypt() {
        return new LocatedFinding(
                Rule.STARTER_CANNOT_ENCRYPT,
                MEMBER,
                null,
                "user ada",
                "cannot kms:GenerateDataKey (eu-west-1)");
    }

    private static LocatedFinding portForwarding() {
        return new LocatedFinding(
                Rule.SESSION_UNLOGGABLE, VAULT, IRELAND, "bob-1", "port forwarding to i-1");
    }

    private static ReportedAccount account(
            String id, String name, Coverage coverage, @Nullable String reason) {
        return new ReportedAccount(
                new AccountId(id),
                name,
                AccountState.ACTIVE,
                coverage,
                reason,
                List.of(
                        new RegionSweep(
                                new RegionName("eu-central-1"),
                                Coverage.COVERED,
                                Encryption.ENCRYPTED,
                                SessionCount.NONE),
                        new RegionSweep(
                                IRELAND,
                                coverage,
                                switch (coverage) {
                                    case COVERED -> Encryption.ENCRYPTED;
                                    case NOT_COVERED -> Encryption.WAITING;
                                    case UNKNOWN -> Encryption.UNKNOWN;
                                    case LEFT_ALONE -> Encryption.NOT_ASKED_FOR;
                                },
                                new SessionCount(1, 0, 0, 0))),
                coverage == Coverage.NOT_COVERED ? List.of("eu-west-1 ~ document") : List.of());
    }
}
