package io.sessionvault.report;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.Run;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of a finding that the run before had and this one does not.
class ComparisonTest {
    private static final Failure TIMEOUT = new Failure("States.Timeout", "");
    private static final Instant RECENT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant NEAR_THE_EDGE = Instant.parse("2026-10-25T12:00:00Z");
    private static final Instant TOO_OLD = Instant.parse("2026-10-25T02:00:00Z");

    enum Fate {
        RESOLVED,
        STILL_OPEN,
        OUT_OF_SIGHT
    }

    private static Arguments row(
            String story, LocatedFinding before, Consumer<RunFacts> now, Fate fate) {
        return Arguments.argumentSet(story, before, now, fate);
    }

    static Stream<Arguments> fates() {
        return Stream.concat(Stream.concat(accounts(), sessions()), otherParts());
    }

    private static Stream<Arguments> accounts() {
        LocatedFinding policy = finding(Rule.ACCOUNT_POLICY, MEMBER, null, "policy");
        LocatedFinding drift = finding(Rule.PREFERENCES_DRIFT, MEMBER, IRELAND, "doc");
        LocatedFinding elsewhere = finding(Rule.PREFERENCES_DRIFT, MEMBER, VIRGINIA, "doc");
        LocatedFinding unreachable = finding(Rule.ACCOUNT_UNREACHABLE, MEMBER, null, "role");
        return Stream.of(
                row("the account is well again", policy, now -> {}, Fate.RESOLVED),
                row(
                        "the account is unknown",
                        policy,
                        now -> now.sweepOfNoRegion(MEMBER, Coverage.UNKNOWN),
                        Fate.STILL_OPEN),
                row(
                        "part of the account was not seen",
                        policy,
                        now -> sweptWith(now, finding(Rule.ACCOUNT_UNSEEN, MEMBER, null, "iam")),
                        Fate.STILL_OPEN),
                row(
                        "a Region of the account was not seen, which is not where it was",
                        policy,
                        now -> sweptWith(now, finding(Rule.ACCOUNT_UNSEEN, MEMBER, IRELAND, "ssm")),
                        Fate.RESOLVED),
                row(
                        "the sweep failed",
                        policy,
                        now -> {
                            now.sweeps.remove(MEMBER);
                            now.failures.put(MEMBER, TIMEOUT);
                        },
                        Fate.STILL_OPEN),
                row(
                        "every sweep failed",
                        policy,
                        now -> now.accountsLost = TIMEOUT,
                        Fate.STILL_OPEN),
                row(
                        "the account left the organization",
                        policy,
                        now -> leave(now),
                        Fate.OUT_OF_SIGHT),
                row(
                        "the account is closed",
                        policy,
                        now -> now.sweepOfNoRegion(MEMBER, Coverage.LEFT_ALONE),
                        Fate.OUT_OF_SIGHT),
                row("the Region is well again", drift, now -> {}, Fate.RESOLVED),
                row(
                        "the Region is unknown",
                        drift,
                        now -> swept(now, Coverage.UNKNOWN),
                        Fate.STILL_OPEN),
                row(
                        "the Region is no longer governed",
                        drift,
                        now -> swept(now, Coverage.LEFT_ALONE),
                        Fate.OUT_OF_SIGHT),
                row(
                        "part of the Region was not seen",
                        drift,
                        now -> sweptWith(now, finding(Rule.ACCOUNT_UNSEEN, MEMBER, IRELAND, "ssm")),
                        Fate.STILL_OPEN),
                row(
                        "the account as a whole was not seen",
                        drift,
                        now -> sweptWith(now, finding(Rule.ACCOUNT_UNSEEN, MEMBER, null, "s3")),
                        Fate.STILL_OPEN),
                row(
                        "the Region is unknown because of a session that failed",
                        drift,
                        now -> unknownFor(now, finding(Rule.SESSION_FAILED, MEMBER, IRELAND, "s")),
                        Fate.RESOLVED),
                row(
                        "the account is unknown because of a Region, which is not where it was",
                        policy,
                        now -> unknownFor(now, finding(Rule.ACCOUNT_UNSEEN, MEMBER, IRELAND, "s")),
                        Fate.RESOLVED),
                row(
                        "the nodes are well again",
                        finding(Rule.NODES_CUT_OFF, MEMBER, IRELAND, "vpc-1"),
                        now -> {},
                        Fate.RESOLVED),
                row(
                        "the nodes were not seen",
                        finding(Rule.AGENT_TOO_OLD, MEMBER, IRELAND, "agents"),
                        now ->
                                sweptWith(
                                        now, finding(Rule.PREREQUISITES_UNSEEN, MEMBER, null, "p")),
                        Fate.STILL_OPEN),
                row(
                        "the nodes were not seen in a Region that is governed no more",
                        finding(Rule.NODES_CUT_OFF, MEMBER, VIRGINIA, "vpc-1"),
                        now ->
                                sweptWith(
                                        now, finding(Rule.PREREQUISITES_UNSEEN, MEMBER, null, "p")),
                        Fate.OUT_OF_SIGHT),
                row(
                        "all nodes were seen",
                        finding(Rule.PREREQUISITES_UNSEEN, MEMBER, null, "prerequisites"),
                        now -> {},
                        Fate.RESOLVED),
                row(
                        "the nodes were not seen, which hides nothing else",
                        drift,
                        now ->
                                sweptWith(
                                        now, finding(Rule.PREREQUISITES_UNSEEN, MEMBER, null, "p")),
                        Fate.RESOLVED),
                row("the account has the Region no more", elsewhere, now -> {}, Fate.OUT_OF_SIGHT),
                row(
                        "the account's Regions are unknown",
                        elsewhere,
                        now -> now.sweepOfNoRegion(MEMBER, Coverage.UNKNOWN),
                        Fate.STILL_OPEN),
                row(
                        "the Region that was opted in was disabled",
                        finding(Rule.REGION_OPTED_IN, MEMBER, VIRGINIA, "us-east-1"),
                        now -> {},
                        Fate.RESOLVED),
                row(
                        "the account can be entered again, and is unknown for another reason",
                        unreachable,
                        now ->
                                now.sweep(
                                        MEMBER,
                                        Coverage.UNKNOWN,
                                        Coverage.UNKNOWN,
                                        Coverage.COVERED),
                        Fate.RESOLVED),
                row(
                        "whether the account can be entered is unknown",
                        unreachable,
                        now -> now.sweepOfNoRegion(MEMBER, Coverage.UNKNOWN),
                        Fate.STILL_OPEN));
    }

    private static Stream<Arguments> sessions() {
        LocatedFinding recent = session(RECENT);
        LocatedFinding undated = session(null);
        return Stream.of(
                row("the log came", recent, now -> {}, Fate.RESOLVED),
                row(
                        "the Region of the session is unknown",
                        recent,
                        now -> swept(now, Coverage.UNKNOWN),
                        Fate.STILL_OPEN),
                row(
                        "the session may have left the history during the run",
                        session(NEAR_THE_EDGE),
                        now -> {},
                        Fate.OUT_OF_SIGHT),
                row(
                        "the session is still in the history, and the Region is unknown",
                        session(NEAR_THE_EDGE),
                        now -> swept(now, Coverage.UNKNOWN),
                        Fate.STILL_OPEN),
                row("the session left the history", session(TOO_OLD), now -> {}, Fate.OUT_OF_SIGHT),
                row(
                        "the session left the history while the Region is unknown",
                        session(TOO_OLD),
                        now -> swept(now, Coverage.UNKNOWN),
                        Fate.OUT_OF_SIGHT),
                row("nobody knows when the session ended", undated, now -> {}, Fate.STILL_OPEN),
                row(
                        "nobody knows when the session ended, but it is long ago",
                        undated,
                        now -> now.startedAt = Instant.parse("2026-12-25T03:00:00Z"),
                        Fate.OUT_OF_SIGHT),
                row(
                        "the account of the session left",
                        undated,
                        now -> leave(now),
                        Fate.OUT_OF_SIGHT));
    }

    private static Stream<Arguments> otherParts() {
        LocatedFinding log = finding(Rule.LOG_KEY, MEMBER, IRELAND, "key");
        LocatedFinding vault = finding(Rule.VAULT_POLICY, null, null, "bucket");
        LocatedFinding key = finding(Rule.KEY_UNUSABLE, null, IRELAND, "key");
        LocatedFinding batch = finding(Rule.CHECK_FAILED, null, null, "stored-logs/a");
        LocatedFinding sweep = finding(Rule.CHECK_FAILED, MEMBER, null, "account");
        LocatedFinding sweeps = finding(Rule.CHECK_FAILED, null, null, "accounts/child-1");
        LocatedFinding vaultCheck = finding(Rule.CHECK_FAILED, null, null, "vault");
        LocatedFinding previous = finding(Rule.CHECK_FAILED, null, null, "previous-report");
        LocatedFinding expired = finding(Rule.SUPPRESSION_EXPIRED, null, null, "LOG-KEY/*/*/*");
        Consumer<RunFacts> changedOnly = now -> now.logs = Run.LogScope.CHANGED;
        Consumer<RunFacts> batchLost = now -> now.lostBatches.add(new LostItem("z", TIMEOUT));
        Consumer<RunFacts> logsLost = now -> now.logsLost = TIMEOUT;
        Consumer<RunFacts> vaultLost = now -> now.vaultLost = TIMEOUT;
        Consumer<RunFacts> sweepLost = now -> now.lostSweeps.add(new LostItem("c", TIMEOUT));
        return Stream.of(
                row("every log was judged", log, now -> {}, Fate.RESOLVED),
                row("only changed logs were judged", log, changedOnly, Fate.STILL_OPEN),
                row("a batch of logs failed", log, batchLost, Fate.STILL_OPEN),
                row("every batch of logs failed", log, logsLost, Fate.STILL_OPEN),
                row(
                        "the beginning of the bucket was not looked at",
                        log,
                        vaultLost,
                        Fate.STILL_OPEN),
                row(
                        "the beginning of the bucket could not be listed",
                        log,
                        now -> now.isVaultListed = false,
                        Fate.STILL_OPEN),
                row("a failed batch, and every log judged", batch, now -> {}, Fate.RESOLVED),
                row("a failed batch, and only changed logs", batch, changedOnly, Fate.STILL_OPEN),
                row("a failed batch, and another one", batch, batchLost, Fate.STILL_OPEN),
                row("a lost report, and every log judged", previous, now -> {}, Fate.RESOLVED),
                row("a lost report, and only changed logs", previous, changedOnly, Fate.STILL_OPEN),
                row("the vault is well again", vault, now -> {}, Fate.RESOLVED),
                row("the vault was not checked", vault, vaultLost, Fate.STILL_OPEN),
                row(
                        "part of the vault was not seen",
                        vault,
                        now ->
                                now.vaultFindings.add(
                                        finding(Rule.VAULT_UNSEEN, null, null, "policy")),
                        Fate.STILL_OPEN),
                row("the vault's key is well again", key, now -> {}, Fate.RESOLVED),
                row("the vault's key was not checked", key, vaultLost, Fate.STILL_OPEN),
                row("the vault is checked again", vaultCheck, now -> {}, Fate.RESOLVED),
                row("the sweep finishes again", sweep, now -> {}, Fate.RESOLVED),
                row(
                        "the sweep finishes again and can tell nothing",
                        sweep,
                        now -> now.sweepOfNoRegion(MEMBER, Coverage.UNKNOWN),
                        Fate.RESOLVED),
                row(
                        "the sweep fails again with all others",
                        sweep,
                        now -> now.accountsLost = TIMEOUT,
                        Fate.STILL_OPEN),
                row(
                        "the account of a failed sweep left",
                        sweep,
                        now -> leave(now),
                        Fate.OUT_OF_SIGHT),
                row("all sweeps are known again", sweeps, now -> {}, Fate.RESOLVED),
                row("another sweep is lost", sweeps, sweepLost, Fate.STILL_OPEN),
                row("the suppression was renewed", expired, now -> {}, Fate.RESOLVED),
                row(
                        "the suppressions cannot be read",
                        expired,
                        now -> now.suppressionsComplete = false,
                        Fate.STILL_OPEN));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void goesWhereThisRunCanTell(LocatedFinding before, Consumer<RunFacts> now, Fate fate) {
        RunFacts facts = new RunFacts().after(reportWith(before));
        now.accept(facts);

        Report report = facts.report();

        Fate real =
                ids(report.changes().resolved()).contains(before.id())
                        ? Fate.RESOLVED
                        : ids(report.changes().outOfSight()).contains(before.id())
                                ? Fate.OUT_OF_SIGHT
                                : Fate.STILL_OPEN;
        assertThat(real).isEqualTo(fate);
        assertThat(ids(report.findings()).contains(before.id())).isEqualTo(fate == Fate.STILL_OPEN);
        assertThat(report.changes().appeared()).doesNotContain(before.id());
        assertThat(report.rules()).containsKey(before.rule().id());
    }

    @Test
    void aFindingKeepsTheDayOnWhichItWasFirstFoundAndTellsWhenItWasLastSeen() {
        LocatedFinding found = finding(Rule.LOG_KEY, MEMBER, IRELAND, "found again");
        RunFacts first = RunFacts.onFirstDay();
        first.logFindings.add(found);
        first.logFindings.add(finding(Rule.LOG_KEY, MEMBER, IRELAND, "not looked at again"));
        RunFacts second = new RunFacts().after(first.report());
        second.logs = Run.LogScope.CHANGED;
        second.logFindings.add(found);
        second.logFindings.add(finding(Rule.LOG_KEY, MEMBER, IRELAND, "new"));

        Report report = second.report();

        LocalDate firstDay = LocalDate.parse("2026-11-23");
        LocalDate secondDay = LocalDate.parse("2026-11-24");
        assertThat(report.findings())
                .extracting(
                        each -> each.finding().resource(),
                        ReportedFinding::since,
                        ReportedFinding::seen)
                .containsExactly(
                        tuple("found again", firstDay, secondDay),
                        tuple("new", secondDay, secondDay),
                        tuple("not looked at again", firstDay, firstDay));
        assertThat(report.changes().appeared())
                .containsExactly("LOG-KEY/222222222222/eu-west-1/new");
        assertThat(report.summary().covered()).isFalse();
    }

    @Test
    void theFirstRunEverLooksAtEveryLog() {
        RunFacts facts = new RunFacts();
        facts.logs = Run.LogScope.CHANGED;
        RunResults results = facts.results();
        assertThat(results.run().since()).isNull();

        Report report =
                Reporting.report(
                        results,
                        Suppressions.NONE,
                        new PreviousReport.Known(
                                reportWith(finding(Rule.LOG_KEY, MEMBER, IRELAND, "k"))
                                        .findings()));

        assertThat(report.changes().resolved()).hasSize(1);
    }

    @Test
    void whatIsResolvedIsListedWorstFirst() {
        RunFacts first = RunFacts.onFirstDay();
        first.logFindings.add(finding(Rule.LOG_EMPTY, MEMBER, IRELAND, "a"));
        first.logFindings.add(finding(Rule.LOG_UPLOADER, OTHER_MEMBER, FRANKFURT, "b"));

        assertThat(ids(new RunFacts().after(first.report()).report().changes().resolved()))
                .containsExactly(
                        "LOG-UPLOADER/333333333333/eu-central-1/b",
                        "LOG-EMPTY/222222222222/eu-west-1/a");
    }

    /// The report of the first day with one finding, wherever it belongs.
    private static Report reportWith(LocatedFinding finding) {
        RunFacts first = RunFacts.onFirstDay();
        first.vaultFindings.add(finding);
        return first.report();
    }

    private static void leave(RunFacts now) {
        now.listed.removeIf(account -> account.id().equals(MEMBER));
        now.sweeps.remove(MEMBER);
    }

    private static void swept(RunFacts now, Coverage ireland) {
        now.sweep(MEMBER, Coverage.COVERED, Coverage.COVERED, ireland);
    }

    private static void sweptWith(RunFacts now, LocatedFinding finding) {
        now.sweep(MEMBER, Coverage.NOT_COVERED, Coverage.COVERED, Coverage.NOT_COVERED, finding);
    }

    private static void unknownFor(RunFacts now, LocatedFinding finding) {
        now.sweep(MEMBER, Coverage.UNKNOWN, Coverage.COVERED, Coverage.UNKNOWN, finding);
    }

    private static LocatedFinding session(@Nullable Instant end) {
        return new LocatedFinding(Rule.SESSION_UNLOGGED, MEMBER, IRELAND, "ada-1", "no log", end);
    }

    private static LocatedFinding finding(
            Rule rule, @Nullable AccountId account, @Nullable RegionName region, String resource) {
        return new LocatedFinding(rule, account, region, resource, "detail");
    }

    private static List<String> ids(List<ReportedFinding> findings) {
        return findings.stream().map(ReportedFinding::id).toList();
    }
}
