package io.sessionvault.local.report;

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
import io.sessionvault.report.Report.RuleText;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Rule.Meaning;
import io.sessionvault.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reports of organizations that do not exist. Accounts and Regions are covered or not as the
/// findings that were added say.
final class SampleReport {
    /// When the runs start.
    static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private final List<ListedRegions> accounts = new ArrayList<>();
    private final List<ReportedFinding> findings = new ArrayList<>();
    private final List<String> appeared = new ArrayList<>();
    private final List<ReportedFinding> resolved = new ArrayList<>();
    private final List<ReportedFinding> outOfSight = new ArrayList<>();
    private final List<SessionDay> days = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<AccountId, List<String>> repairs = new TreeMap<>();
    private final Random random = new Random(20261124);

    /// An account and the Regions that are governed in it.
    private record ListedRegions(
            AccountId id, String name, AccountState state, List<RegionName> regions) {}

    /// Adds an account; without Regions when its state lets nobody in.
    AccountId account(String name, AccountState state, List<RegionName> regions) {
        var id =
                new AccountId(
                        "%012d".formatted(310_000_000_000L + 7_919_317L * (accounts.size() + 1)));
        accounts.add(new ListedRegions(id, name, state, regions));
        return id;
    }

    /// Adds a finding that the run before had, too.
    ReportedFinding finding(
            Rule rule,
            @Nullable AccountId account,
            @Nullable RegionName region,
            String resource,
            String detail) {
        return add(rule, account, region, resource, detail, 3 + random.nextInt(60), null);
    }

    /// Adds a finding that is accepted.
    ReportedFinding accepted(
            Rule rule,
            AccountId account,
            RegionName region,
            String resource,
            String detail,
            String reason) {
        return add(
                rule,
                account,
                region,
                resource,
                detail,
                90,
                new AcceptedUntil(reason, TODAY.plusMonths(4)));
    }

    /// Adds a finding that the run before did not have.
    ReportedFinding fresh(
            Rule rule,
            @Nullable AccountId account,
            @Nullable RegionName region,
            String resource,
            String detail) {
        var found = add(rule, account, region, resource, detail, 0, null);
        appeared.add(found.id());
        return found;
    }

    private ReportedFinding add(
            Rule rule,
            @Nullable AccountId account,
            @Nullable RegionName region,
            String resource,
            String detail,
            int age,
            @Nullable AcceptedUntil suppression) {
        var found =
                reported(
                        new LocatedFinding(rule, account, region, resource, detail),
                        age,
                        suppression);
        findings.add(found);
        return found;
    }

    private static ReportedFinding reported(
            LocatedFinding finding, int age, @Nullable AcceptedUntil suppression) {
        return new ReportedFinding(finding.id(), finding, TODAY.minusDays(age), TODAY, suppression);
    }

    /// Adds a finding of the run before that is gone.
    void resolved(Rule rule, AccountId account, RegionName region, String resource, String detail) {
        resolved.add(
                reported(new LocatedFinding(rule, account, region, resource, detail), 4, null));
    }

    /// Adds a finding of the run before that nobody can look at any more.
    void outOfSight(
            Rule rule, AccountId account, RegionName region, String resource, String detail) {
        outOfSight.add(
                reported(new LocatedFinding(rule, account, region, resource, detail), 31, null));
    }

    /// Adds what the whole run has to tell.
    void notice(String notice) {
        notices.add(notice);
    }

    /// Adds what was changed in an account.
    void repaired(AccountId account, String change) {
        repairs.computeIfAbsent(account, id -> new ArrayList<>()).add(change);
    }

    /// Adds a day.
    void day(LocalDate day, SessionCount sessions) {
        days.add(new SessionDay(day, sessions));
    }

    Random random() {
        return random;
    }

    /// The report.
    Report report() {
        var reported = accounts.stream().map(this::reported).toList();
        var open = findings.stream().filter(found -> found.suppression() == null).toList();
        var bySeverity = new EnumMap<Severity, Integer>(Severity.class);
        open.forEach(found -> bySeverity.merge(found.finding().rule().severity(), 1, Integer::sum));
        var byAccount = new EnumMap<Coverage, Integer>(Coverage.class);
        reported.forEach(account -> byAccount.merge(account.coverage(), 1, Integer::sum));
        var byRegion = new EnumMap<Coverage, Integer>(Coverage.class);
        reported.stream()
                .flatMap(account -> account.regions().stream())
                .forEach(region -> byRegion.merge(region.coverage(), 1, Integer::sum));
        var rules = new TreeMap<String, RuleText>();
        findings.forEach(found ->
                rules.put(found.finding().rule().id(), RuleText.of(found.finding().rule())));
        var sessions =
                days.stream()
                        .map(SessionDay::sessions)
                        .reduce(SessionCount.NONE, SessionCount::plus);
        return new Report(
                Report.SCHEMA,
                "o-a1b2c3d4e5",
                new Run(
                        "daily-2026-11-24",
                        NOW,
                        repairs.isEmpty() ? Mode.PLAN : Mode.APPLY,
                        Run.LogScope.CHANGED,
                        NOW.minusSeconds(86_400),
                        "runs/daily-2026-11-23/report.json",
                        notices,
                        null),
                new Summary(
                        open.stream().allMatch(SampleReport::isAdvice),
                        byAccount,
                        byRegion,
                        bySeverity,
                        (int) open.stream().filter(SampleReport::isUnknown).count(),
                        findings.size() - open.size(),
                        repairs.values().stream().mapToInt(List::size).sum(),
                        sessions,
                        new VerdictCount(
                                sessions.logged(),
                                open.isEmpty() ? 0 : 4,
                                2,
                                0,
                                40L * sessions.logged()),
                        new ReactionTimes(37, 94L)),
                rules,
                reported.stream().sorted(Comparator.comparing(ReportedAccount::id)).toList(),
                findings.stream()
                        .sorted(
                                Comparator.comparing((ReportedFinding found) ->
                                                found.finding().rule().severity())
                                        .reversed()
                                        .thenComparing(ReportedFinding::id))
                        .toList(),
                new Changes(appeared, resolved, outOfSight),
                days);
    }

    private ReportedAccount reported(ListedRegions account) {
        boolean leftAlone = account.state() != AccountState.ACTIVE;
        var own =
                findings.stream()
                        .filter(found -> account.id().equals(found.finding().account()))
                        .filter(found -> found.suppression() == null)
                        .toList();
        var regions = account.regions().stream().map(region -> swept(region, own)).toList();
        return new ReportedAccount(
                account.id(),
                account.name(),
                account.state(),
                leftAlone ? Coverage.LEFT_ALONE : worst(own),
                leftAlone
                        ? "the account is closed"
                        : own.stream()
                                .filter(found -> found.finding().rule() == Rule.ACCOUNT_UNREACHABLE)
                                .map(found -> found.finding().detail())
                                .findFirst()
                                .orElse(null),
                regions,
                repairs.getOrDefault(account.id(), List.of()));
    }

    private RegionSweep swept(RegionName region, List<ReportedFinding> own) {
        var here = own.stream().filter(found -> touches(found.finding(), region)).toList();
        return new RegionSweep(
                region,
                worst(here),
                own.stream().anyMatch(SampleReport::isAdvice)
                        ? Encryption.WAITING
                        : Encryption.ENCRYPTED,
                new SessionCount(
                        random.nextInt(30),
                        (int)
                                here.stream()
                                        .filter(found ->
                                                found.finding().rule() == Rule.SESSION_UNLOGGED)
                                        .count(),
                        0,
                        0));
    }

    /// As the product has it: what an account lacks as a whole, it lacks in each Region; what stored
    /// logs break changes nothing of where sessions are logged to.
    private static boolean touches(LocatedFinding finding, RegionName region) {
        return region.equals(finding.region())
                || (finding.region() == null && !finding.rule().id().startsWith("LOG-"));
    }

    private static Coverage worst(List<ReportedFinding> findings) {
        var heavy = findings.stream().filter(found -> !isAdvice(found)).toList();
        return heavy.isEmpty()
                ? Coverage.COVERED
                : heavy.stream().allMatch(SampleReport::isUnknown)
                        ? Coverage.UNKNOWN
                        : Coverage.NOT_COVERED;
    }

    private static boolean isAdvice(ReportedFinding found) {
        return found.finding().rule().meaning() == Meaning.ADVICE;
    }

    private static boolean isUnknown(ReportedFinding found) {
        return found.finding().rule().meaning() == Meaning.UNKNOWN;
    }
}
