package io.sessionvault.report;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VAULT_ACCOUNT;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the parts of a run found, to be changed by a test. At first three accounts in two Regions
/// were looked at and all is well.
final class RunFacts {
    static final Instant FIRST_DAY = Instant.parse("2026-11-23T03:00:00Z");
    static final Instant SECOND_DAY = Instant.parse("2026-11-24T03:00:00Z");
    static final SessionCount SESSIONS = new SessionCount(4, 1, 2, 3);

    final List<ListedAccount> listed = new ArrayList<>();
    final Map<AccountId, AccountSweep> sweeps = new HashMap<>();
    final Map<AccountId, Failure> failures = new HashMap<>();
    final List<LostItem> lostSweeps = new ArrayList<>();
    final List<LocatedFinding> logFindings = new ArrayList<>();
    final List<LostItem> lostBatches = new ArrayList<>();
    final List<LocatedFinding> vaultFindings = new ArrayList<>();
    final List<Suppression> suppressions = new ArrayList<>();
    final List<Suppressions.Fault> faults = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    boolean suppressionsComplete = true;
    boolean isVaultListed = true;
    VerdictCount count = new VerdictCount(7, 0, 1, 0, 90);
    Run.LogScope logs = Run.LogScope.ALL;
    Instant startedAt = SECOND_DAY;
    @Nullable Failure accountsLost;
    @Nullable Failure logsLost;
    @Nullable Failure vaultLost;
    @Nullable PreviousReport previous;

    RunFacts() {
        for (AccountId account : List.of(VAULT_ACCOUNT, MEMBER, OTHER_MEMBER)) {
            listed.add(new ListedAccount(account, "name of " + account, AccountState.ACTIVE));
            sweep(account, Coverage.COVERED, Coverage.COVERED, Coverage.COVERED);
        }
    }

    static RunFacts onFirstDay() {
        RunFacts facts = new RunFacts();
        facts.startedAt = FIRST_DAY;
        return facts;
    }

    /// The account's sweep: its own coverage, and those of Frankfurt and Ireland.
    RunFacts sweep(
            AccountId account,
            Coverage own,
            Coverage frankfurt,
            Coverage ireland,
            LocatedFinding... findings) {
        sweeps.put(
                account,
                new AccountSweep(
                        account,
                        own,
                        null,
                        List.of(
                                new RegionSweep(IRELAND, ireland, Encryption.ENCRYPTED, SESSIONS),
                                new RegionSweep(
                                        FRANKFURT,
                                        frankfurt,
                                        Encryption.ENCRYPTED,
                                        SessionCount.NONE)),
                        List.of(
                                new SessionDay(LocalDate.parse("2026-11-22"), SESSIONS),
                                new SessionDay(LocalDate.parse("2026-11-20"), SESSIONS)),
                        List.of(),
                        Arrays.asList(findings)));
        return this;
    }

    /// The account's sweep in a coverage of the whole, without Regions.
    RunFacts sweepOfNoRegion(AccountId account, Coverage own, LocatedFinding... findings) {
        sweeps.put(
                account,
                new AccountSweep(
                        account,
                        own,
                        "reason",
                        List.of(),
                        List.of(),
                        List.of(),
                        Arrays.asList(findings)));
        return this;
    }

    RunFacts after(Report report) {
        previous = new PreviousReport.Known(report.findings());
        return this;
    }

    RunResults results() {
        PreviousReport before = previous == null ? new PreviousReport.None() : previous;
        Run run =
                new Run(
                        "run-of-" + startedAt,
                        startedAt,
                        Mode.PLAN,
                        logs,
                        before instanceof PreviousReport.None ? null : FIRST_DAY,
                        before instanceof PreviousReport.None ? null : "runs/before/report.json",
                        notices,
                        null);
        return new RunResults(
                "o-example1234",
                run,
                listed,
                accountsLost == null
                        ? new AccountResults.Swept(
                                List.copyOf(sweeps.values()), failures, lostSweeps)
                        : new AccountResults.AllLost(accountsLost),
                logsLost == null
                        ? new LogResults.Judged(count, logFindings, lostBatches)
                        : new LogResults.AllLost(logsLost),
                vaultLost == null
                        ? new VaultResult.Checked(
                                new VaultSweep(vaultFindings, isVaultListed, null))
                        : new VaultResult.Lost(vaultLost));
    }

    Suppressions suppressions() {
        return new Suppressions(suppressions, faults, suppressionsComplete);
    }

    Report report() {
        return Reporting.report(
                results(), suppressions(), previous == null ? new PreviousReport.None() : previous);
    }
}
