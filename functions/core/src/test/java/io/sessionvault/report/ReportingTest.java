package io.sessionvault.report;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportingTest {
    private static final Failure TIMEOUT = new Failure("States.Timeout", "after 900 s");
    private static final LocatedFinding DRIFT =
            new LocatedFinding(Rule.PREFERENCES_DRIFT, MEMBER, IRELAND, "doc", "other bucket");
    private static final LocatedFinding FAILED_SESSION =
            new LocatedFinding(
                    Rule.SESSION_FAILED,
                    MEMBER,
                    IRELAND,
                    "ada-1",
                    "no log",
                    Instant.parse("2026-11-22T12:00:00Z"));
    private static final LocatedFinding FOREIGN_LOG =
            new LocatedFinding(Rule.LOG_UPLOADER, OTHER_MEMBER, FRANKFURT, "k", "by another");

    private final RunFacts facts = new RunFacts();

    @Test
    void anOrganizationInWhichAllIsWellIsCoveredAndHasNoFinding() {
        Report report = facts.report();

        assertThat(report.findings()).isEmpty();
        assertThat(report.rules()).isEmpty();
        assertThat(report.changes().isNothing()).isTrue();
        assertThat(report.summary().covered()).isTrue();
        assertThat(report.schema()).isEqualTo("session-vault/report/2");
        assertThat(report.organization()).isEqualTo("o-example1234");
        assertThat(report.summary().logs()).isEqualTo(facts.count);
        assertThat(report.summary().sessions()).isEqualTo(new SessionCount(12, 3, 6, 9));
        assertThat(report.summary().accounts())
                .containsOnly(
                        Map.entry(Coverage.COVERED, 3),
                        Map.entry(Coverage.NOT_COVERED, 0),
                        Map.entry(Coverage.UNKNOWN, 0),
                        Map.entry(Coverage.LEFT_ALONE, 0));
        assertThat(report.summary().regions()).containsEntry(Coverage.COVERED, 6);
        assertThat(report.summary().findings())
                .containsOnlyKeys(Severity.values())
                .allSatisfy((severity, count) -> assertThat(count).isZero());
        assertThat(report.accounts())
                .extracting(ReportedAccount::id)
                .containsExactly(VAULT_ACCOUNT, MEMBER, OTHER_MEMBER);
        assertThat(report.accounts().getFirst().regions())
                .extracting(RegionSweep::region)
                .containsExactly(FRANKFURT, IRELAND);
        assertThat(report.sessions())
                .containsExactly(
                        new SessionDay(
                                LocalDate.parse("2026-11-20"), new SessionCount(12, 3, 6, 9)),
                        new SessionDay(
                                LocalDate.parse("2026-11-22"), new SessionCount(12, 3, 6, 9)));
    }

    @Test
    void listsTheFindingsOfEveryPartWorstFirst() {
        facts.sweep(
                MEMBER,
                Coverage.NOT_COVERED,
                Coverage.COVERED,
                Coverage.NOT_COVERED,
                FAILED_SESSION,
                DRIFT);
        facts.logFindings.add(FOREIGN_LOG);
        facts.vaultFindings.add(
                new LocatedFinding(Rule.VAULT_VERSIONING, null, null, "bucket", "suspended"));

        Report report = facts.report();

        assertThat(ids(report.findings()))
                .containsExactly(
                        "LOG-UPLOADER/333333333333/eu-central-1/k",
                        "VAULT-VERSIONING/-/-/bucket",
                        "PREFERENCES-DRIFT/222222222222/eu-west-1/doc",
                        "SESSION-FAILED/222222222222/eu-west-1/ada-1");
        assertThat(report.rules())
                .containsOnlyKeys(
                        "LOG-UPLOADER", "VAULT-VERSIONING", "PREFERENCES-DRIFT", "SESSION-FAILED");
        assertThat(report.rules().get("LOG-UPLOADER"))
                .isEqualTo(Report.RuleText.of(Rule.LOG_UPLOADER));
        assertThat(report.summary().findings())
                .containsEntry(Severity.CRITICAL, 2)
                .containsEntry(Severity.HIGH, 1)
                .containsEntry(Severity.LOW, 1);
        assertThat(report.summary().unknown()).isOne();
        assertThat(report.summary().covered()).isFalse();
        assertThat(report.changes().appeared()).isEqualTo(ids(report.findings()));
    }

    @Test
    void findingsWithOneIdBecomeOneThatTellsWhatEachSays() {
        facts.logFindings.add(FOREIGN_LOG);
        facts.logFindings.add(FOREIGN_LOG);
        facts.logFindings.add(
                new LocatedFinding(Rule.LOG_UPLOADER, OTHER_MEMBER, FRANKFURT, "k", "again"));

        assertThat(facts.report().findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.finding().detail()).isEqualTo("again; by another"));
    }

    @Test
    void oneFindingDoesNotTellMoreThanFiveThings() {
        for (int i = 0; i < 9; i++) {
            facts.logFindings.add(
                    new LocatedFinding(Rule.LOG_KEY, OTHER_MEMBER, FRANKFURT, "k", "version " + i));
        }

        assertThat(facts.report().findings().getFirst().finding().detail())
                .isEqualTo("version 0; version 1; version 2; version 3; version 4; and 4 more");
    }

    @Test
    void anAccountWhoseSweepFailedIsUnknownAndAFinding() {
        facts.sweeps.remove(MEMBER);
        facts.failures.put(MEMBER, TIMEOUT);

        Report report = facts.report();

        assertThat(report.accounts().get(1).coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(report.accounts().get(1).reason())
                .isEqualTo("the sweep did not finish: States.Timeout: after 900 s");
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("CHECK-FAILED/222222222222/-/account");
                    assertThat(finding.finding().detail()).contains("States.Timeout: after 900 s");
                });
        assertThat(report.summary().covered()).isFalse();
    }

    @Test
    void anAccountWithoutResultOrErrorIsUnknownAndAFinding() {
        facts.sweeps.remove(MEMBER);

        Report report = facts.report();

        assertThat(report.accounts().get(1).coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(ids(report.findings())).containsExactly("CHECK-FAILED/222222222222/-/account");
    }

    @Test
    void aSweepThatFinishedOutweighsAFailureOfTheSameAccount() {
        facts.failures.put(MEMBER, TIMEOUT);

        assertThat(facts.report().findings()).isEmpty();
    }

    @Test
    void anAccountThatNobodyListedIsReportedAllTheSame() {
        AccountId stranger = new AccountId("999999999999");
        facts.sweepOfNoRegion(
                stranger,
                Coverage.NOT_COVERED,
                new LocatedFinding(Rule.ACCOUNT_POLICY, stranger, null, "policy", "missing"));

        Report report = facts.report();

        assertThat(report.accounts().getLast())
                .isEqualTo(
                        new ReportedAccount(
                                stranger,
                                "",
                                AccountState.UNKNOWN,
                                Coverage.NOT_COVERED,
                                "reason",
                                List.of(),
                                List.of()));
        assertThat(report.findings()).hasSize(1);
    }

    @Test
    void aWholeMapThatFailedMakesEveryAccountUnknownByOneFinding() {
        facts.accountsLost = TIMEOUT;

        Report report = facts.report();

        assertThat(ids(report.findings())).containsExactly("CHECK-FAILED/-/-/accounts");
        assertThat(report.summary().accounts()).containsEntry(Coverage.UNKNOWN, 3);
        assertThat(report.summary().covered()).isFalse();
    }

    @Test
    void whatWasLostIsAFindingOfItsOwn() {
        facts.lostSweeps.add(new LostItem("child-1", TIMEOUT));
        facts.lostBatches.add(new LostItem("222222222222/a.log", TIMEOUT));
        facts.vaultLost = TIMEOUT;

        assertThat(ids(facts.report().findings()))
                .containsExactly(
                        "CHECK-FAILED/-/-/accounts/child-1",
                        "CHECK-FAILED/-/-/stored-logs/222222222222/a.log",
                        "CHECK-FAILED/-/-/vault");
        facts.logsLost = TIMEOUT;
        assertThat(ids(facts.report().findings())).contains("CHECK-FAILED/-/-/stored-logs");
    }

    @Test
    void anOrganizationWithoutAccountsIsNotCovered() {
        facts.listed.clear();
        facts.sweeps.clear();

        assertThat(facts.report().summary().covered()).isFalse();
    }

    @Test
    void aReportOfTheRunBeforeThatIsLostIsAFinding() {
        facts.previous = new PreviousReport.Unreadable("runs/before/report.json", "it is gone");

        assertThat(facts.report().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("CHECK-FAILED/-/-/previous-report");
                    assertThat(finding.finding().detail())
                            .contains("runs/before/report.json", "it is gone");
                });
    }

    @Test
    void whatIsUnknownIsNeverCoveredAlsoWithoutAFinding() {
        facts.count = new VerdictCount(1, 0, 0, 1, 0);
        assertThat(facts.report().summary().covered()).isFalse();

        facts.count = VerdictCount.NONE;
        facts.sweep(MEMBER, Coverage.COVERED, Coverage.UNKNOWN, Coverage.COVERED);
        assertThat(facts.report().summary().covered()).isFalse();

        facts.sweep(MEMBER, Coverage.UNKNOWN, Coverage.COVERED, Coverage.COVERED);
        assertThat(facts.report().summary().covered()).isFalse();

        facts.sweep(MEMBER, Coverage.LEFT_ALONE, Coverage.COVERED, Coverage.COVERED);
        assertThat(facts.report().summary().covered()).isTrue();
    }

    @Test
    void countsRepairs() {
        facts.sweeps.put(
                MEMBER,
                new AccountSweep(
                        MEMBER,
                        Coverage.COVERED,
                        null,
                        List.of(),
                        List.of(),
                        List.of("+ policy", "+ document"),
                        List.of()));

        assertThat(facts.report().summary().repairs()).isEqualTo(2);
        assertThat(facts.report().accounts().get(1).repairs()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderInWhichPartsFinishChangesNothing(long seed) {
        facts.sweep(MEMBER, Coverage.NOT_COVERED, Coverage.COVERED, Coverage.UNKNOWN, DRIFT);
        facts.sweeps.remove(OTHER_MEMBER);
        facts.failures.put(OTHER_MEMBER, TIMEOUT);
        facts.lostBatches.add(new LostItem("a", TIMEOUT));
        facts.lostBatches.add(new LostItem("b", TIMEOUT));
        for (int i = 0; i < 20; i++) {
            facts.logFindings.add(
                    new LocatedFinding(
                            i % 2 == 0 ? Rule.LOG_KEY : Rule.LOG_EMPTY,
                            MEMBER,
                            IRELAND,
                            "k" + i / 4,
                            "version " + i));
        }
        AccountSweep other =
                new AccountSweep(
                        MEMBER,
                        Coverage.NOT_COVERED,
                        "another result of the same account",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(DRIFT));
        List<AccountSweep> sweeps = new ArrayList<>(facts.sweeps.values());
        sweeps.add(other);
        RunResults results = facts.results();
        Report ordered = report(results, sweeps, facts.logFindings);

        Random random = new Random(seed);
        Collections.shuffle(sweeps, random);
        Collections.shuffle(facts.logFindings, random);
        Collections.shuffle(facts.lostBatches, random);
        Collections.shuffle(facts.listed, random);

        assertThat(report(facts.results(), sweeps, facts.logFindings)).isEqualTo(ordered);
    }

    private Report report(
            RunResults results, List<AccountSweep> sweeps, List<LocatedFinding> logFindings) {
        return Reporting.report(
                new RunResults(
                        results.organization(),
                        results.run(),
                        results.listed(),
                        new AccountResults.Swept(sweeps, facts.failures, facts.lostSweeps),
                        new LogResults.Judged(facts.count, logFindings, facts.lostBatches),
                        results.vault()),
                Suppressions.NONE,
                new PreviousReport.None());
    }

    private static List<String> ids(List<ReportedFinding> findings) {
        return findings.stream().map(ReportedFinding::id).toList();
    }
}
