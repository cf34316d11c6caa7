package io.sessionvault.report;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.RuleText;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From what the parts of a run handed on to its report.
///
/// The report does not depend on the order in which the parts finished: the same results give an
/// equal report.
public final class Reporting {
    private static final Failure NO_RESULT =
            new Failure("NoResult", "the run has neither a result nor an error of this account");

    /// Two sweeps of one account are not expected; if there are, the one that knows less counts.
    private static final Comparator<AccountSweep> MOST_DOUBTFUL =
            Comparator.comparing((AccountSweep sweep) -> sweep.coverage() == Coverage.UNKNOWN)
                    .thenComparingInt(sweep -> sweep.findings().size())
                    .thenComparing(AccountSweep::toString);

    private static final Comparator<ListedAccount> BY_TEXT =
            Comparator.comparing(ListedAccount::toString);

    private Reporting() {}

    /// Makes the report of a run.
    ///
    /// @param results what the parts of the run handed on
    /// @param suppressions the findings that are accepted
    /// @param previous the report of the run before
    public static Report report(
            RunResults results, Suppressions suppressions, PreviousReport previous) {
        LocalDate today = LocalDate.ofInstant(results.run().startedAt(), ZoneOffset.UTC);
        Map<AccountId, AccountSweep> sweeps = sweeps(results.accounts());
        Map<AccountId, ListedAccount> listed = listed(results.listed(), sweeps);
        List<LocatedFinding> all = new ArrayList<>();
        sweeps.values().forEach(sweep -> all.addAll(sweep.findings()));
        all.addAll(accountFailures(results.accounts(), listed, sweeps));
        all.addAll(logFindings(results.logs()));
        all.addAll(vaultFindings(results.vault()));
        all.addAll(suppressions.findings(today));
        List<ReportedFinding> before =
                switch (previous) {
                    case PreviousReport.None() -> List.of();
                    case PreviousReport.Known(var findings) ->
                            findings.stream().map(PlainFindings::of).toList();
                    case PreviousReport.Unreadable unreadable -> {
                        all.add(Parts.previousLost(unreadable));
                        yield List.of();
                    }
                };
        Collection<LocatedFinding> found =
                Merging.byId(all.stream().map(PlainFindings::of).toList());
        Comparison comparison =
                Comparison.of(
                        found,
                        before,
                        new Sight(results, sweeps, suppressions, found),
                        suppressions,
                        today);
        List<ReportedAccount> accounts = accounts(results.accounts(), listed, sweeps);
        return new Report(
                Report.SCHEMA,
                results.organization(),
                results.run(),
                summary(
                        accounts,
                        comparison.open(),
                        count(results.logs()),
                        reactions(results.vault())),
                rules(comparison),
                accounts,
                comparison.open(),
                comparison.changes(),
                days(sweeps.values()));
    }

    private static Map<AccountId, AccountSweep> sweeps(AccountResults accounts) {
        return switch (accounts) {
            case AccountResults.Swept(var sweeps, var failures, var lost) ->
                    sweeps.stream()
                            .collect(
                                    toMap(
                                            AccountSweep::account,
                                            identity(),
                                            (one, other) ->
                                                    MOST_DOUBTFUL.compare(one, other) >= 0
                                                            ? one
                                                            : other,
                                            TreeMap::new));
            case AccountResults.AllLost(Failure failure) -> Map.of();
        };
    }

    /// Every account there is to report: also one that was swept although nobody listed it.
    private static Map<AccountId, ListedAccount> listed(
            List<ListedAccount> listed, Map<AccountId, AccountSweep> sweeps) {
        Map<AccountId, ListedAccount> accounts = new TreeMap<>();
        listed.forEach(account ->
                accounts.merge(
                        account.id(),
                        account,
                        (one, other) -> BY_TEXT.compare(one, other) <= 0 ? one : other));
        sweeps.keySet()
                .forEach(id ->
                        accounts.putIfAbsent(id, new ListedAccount(id, "", AccountState.UNKNOWN)));
        return accounts;
    }

    private static List<LocatedFinding> accountFailures(
            AccountResults accounts,
            Map<AccountId, ListedAccount> listed,
            Map<AccountId, AccountSweep> sweeps) {
        List<LocatedFinding> findings = new ArrayList<>();
        if (listed.isEmpty()) {
            findings.add(Parts.noAccounts());
        }
        switch (accounts) {
            case AccountResults.AllLost(Failure failure) ->
                    findings.add(Parts.accountsLost(failure));
            case AccountResults.Swept(var swept, var failures, var lost) -> {
                lost.forEach(item -> findings.add(Parts.sweepLost(item)));
                Map<AccountId, Failure> missing = new TreeMap<>(failures);
                listed.keySet().forEach(id -> missing.putIfAbsent(id, NO_RESULT));
                missing.keySet().removeAll(sweeps.keySet());
                missing.forEach((id, failure) -> findings.add(Parts.sweepFailed(id, failure)));
            }
        }
        return findings;
    }

    private static List<LocatedFinding> logFindings(LogResults logs) {
        return switch (logs) {
            case LogResults.AllLost(Failure failure) -> List.of(Parts.logsLost(failure));
            case LogResults.Judged(var count, var findings, var lost) ->
                    Stream.concat(findings.stream(), lost.stream().map(Parts::batchLost)).toList();
        };
    }

    private static VerdictCount count(LogResults logs) {
        return switch (logs) {
            case LogResults.AllLost(Failure failure) -> VerdictCount.NONE;
            case LogResults.Judged(var count, var findings, var lost) -> count;
        };
    }

    private static List<LocatedFinding> vaultFindings(VaultResult vault) {
        return switch (vault) {
            case VaultResult.Lost(Failure failure) -> List.of(Parts.vaultLost(failure));
            case VaultResult.Checked(var sweep) -> sweep.findings();
        };
    }

    private static @Nullable ReactionTimes reactions(VaultResult vault) {
        return switch (vault) {
            case VaultResult.Lost(Failure failure) -> null;
            case VaultResult.Checked(var sweep) -> sweep.reactions();
        };
    }

    private static List<ReportedAccount> accounts(
            AccountResults results,
            Map<AccountId, ListedAccount> listed,
            Map<AccountId, AccountSweep> sweeps) {
        return listed.values().stream()
                .map(account -> {
                    AccountSweep sweep = sweeps.get(account.id());
                    return sweep == null
                            ? unknown(account, failure(results, account.id()))
                            : swept(account, sweep);
                })
                .toList();
    }

    private static Failure failure(AccountResults results, AccountId account) {
        return switch (results) {
            case AccountResults.AllLost(Failure failure) -> failure;
            case AccountResults.Swept(var sweeps, var failures, var lost) ->
                    failures.getOrDefault(account, NO_RESULT);
        };
    }

    private static ReportedAccount unknown(ListedAccount account, Failure failure) {
        return new ReportedAccount(
                account.id(),
                account.name(),
                account.state(),
                Coverage.UNKNOWN,
                "the sweep did not finish: " + failure.text(),
                List.of(),
                List.of());
    }

    private static ReportedAccount swept(ListedAccount account, AccountSweep sweep) {
        return new ReportedAccount(
                account.id(),
                account.name(),
                account.state(),
                sweep.coverage(),
                sweep.reason(),
                sweep.regions().stream().sorted(Comparator.comparing(RegionSweep::region)).toList(),
                sweep.repairs());
    }

    private static Summary summary(
            List<ReportedAccount> accounts,
            List<ReportedFinding> open,
            VerdictCount logs,
            @Nullable ReactionTimes reactions) {
        Map<Coverage, Integer> perAccount = zeros(Coverage.class);
        Map<Coverage, Integer> perRegion = zeros(Coverage.class);
        SessionCount sessions = SessionCount.NONE;
        int repairs = 0;
        for (ReportedAccount account : accounts) {
            perAccount.merge(account.coverage(), 1, Integer::sum);
            repairs += account.repairs().size();
            for (RegionSweep region : account.regions()) {
                perRegion.merge(region.coverage(), 1, Integer::sum);
                sessions = sessions.plus(region.sessions());
            }
        }
        Map<Severity, Integer> bySeverity = zeros(Severity.class);
        int unknown = 0;
        int suppressed = 0;
        boolean undecided = false;
        boolean broken = false;
        for (ReportedFinding finding : open) {
            Rule rule = finding.finding().rule();
            boolean isUnknown = rule.meaning() == Rule.Meaning.UNKNOWN;
            undecided |= isUnknown;
            if (finding.suppression() != null) {
                suppressed++;
            } else {
                bySeverity.merge(rule.severity(), 1, Integer::sum);
                unknown += isUnknown ? 1 : 0;
                broken |= rule.meaning() == Rule.Meaning.BROKEN;
            }
        }
        boolean covered =
                !broken
                        && !undecided
                        && perAccount.getOrDefault(Coverage.UNKNOWN, 0) == 0
                        && perRegion.getOrDefault(Coverage.UNKNOWN, 0) == 0
                        && logs.undetermined() == 0;
        return new Summary(
                covered,
                perAccount,
                perRegion,
                bySeverity,
                unknown,
                suppressed,
                repairs,
                sessions,
                logs,
                reactions);
    }

    private static <E extends Enum<E>> Map<E, Integer> zeros(Class<E> type) {
        Map<E, Integer> zeros = new EnumMap<>(type);
        for (E value : Objects.requireNonNull(type.getEnumConstants())) {
            zeros.put(value, 0);
        }
        return zeros;
    }

    private static Map<String, RuleText> rules(Comparison comparison) {
        Map<String, RuleText> rules = new HashMap<>();
        Stream.of(
                        comparison.open(),
                        comparison.changes().resolved(),
                        comparison.changes().outOfSight())
                .flatMap(List::stream)
                .map(finding -> finding.finding().rule())
                .forEach(rule -> rules.computeIfAbsent(rule.id(), id -> RuleText.of(rule)));
        return rules;
    }

    private static List<SessionDay> days(Collection<AccountSweep> sweeps) {
        Map<LocalDate, SessionCount> days = new TreeMap<>();
        for (AccountSweep sweep : sweeps) {
            sweep.days().forEach(day -> days.merge(day.day(), day.sessions(), SessionCount::plus));
        }
        return days.entrySet().stream()
                .map(day -> new SessionDay(day.getKey(), day.getValue()))
                .toList();
    }
}
