package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Rule.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The judge of accounts: from what was found to broken rules and coverage.
public final class AccountJudge {
    private static final Comparator<LocatedFinding> ORDER =
            Comparator.comparing(LocatedFinding::rule)
                    .thenComparing(
                            LocatedFinding::region,
                            Comparator.nullsFirst(Comparator.<RegionName>naturalOrder()))
                    .thenComparing(LocatedFinding::resource);

    private AccountJudge() {}

    /// Judges an account that was not entered.
    public static AccountSweep judge(AccountResult.NotEntered result) {
        return switch (result) {
            case AccountResult.LeftAlone left ->
                    notEntered(result, Coverage.LEFT_ALONE, left.reason(), List.of());
            case AccountResult.Unreachable shut -> {
                String reason = ShutDoor.reason(shut);
                yield notEntered(
                        result,
                        Coverage.UNKNOWN,
                        reason,
                        List.of(
                                new LocatedFinding(
                                        Rule.ACCOUNT_UNREACHABLE,
                                        shut.account(),
                                        null,
                                        shut.account().value(),
                                        reason + ShutDoor.advice(shut))));
            }
        };
    }

    private static AccountSweep notEntered(
            AccountResult result, Coverage coverage, String reason, List<LocatedFinding> findings) {
        return new AccountSweep(
                result.account(), coverage, reason, List.of(), List.of(), List.of(), findings);
    }

    /// Judges an account that was looked at.
    ///
    /// A Region is covered when no finding touches it; findings without a Region touch all of them.
    /// What is known to be wrong outweighs what is unknown.
    ///
    /// @param now when the run started
    /// @param grace how long after the end of a session its log may take
    public static AccountSweep judge(SweptAccount swept, Instant now, Duration grace) {
        SessionsAndLogs.Result sessions = SessionsAndLogs.compare(swept, now, grace);
        Stream<LocatedFinding> ofRegions =
                swept.facts().regions().entrySet().stream()
                        .flatMap(each ->
                                RegionFindings.of(swept, each.getKey(), each.getValue()).stream());
        List<LocatedFinding> findings =
                distinct(
                        Stream.of(
                                        PlanFindings.of(swept).stream(),
                                        ofRegions,
                                        ForwardingFindings.of(swept).stream(),
                                        NodeFindings.of(swept).stream(),
                                        sessions.findings().stream())
                                .flatMap(found -> found));
        Coverage coverage = coverage(findings, _ -> true);
        return new AccountSweep(
                swept.account(),
                coverage,
                reason(coverage, findings),
                swept.desired().unlessHeld().stream()
                        .map(region ->
                                new RegionSweep(
                                        region,
                                        isClosed(swept, region)
                                                ? Coverage.LEFT_ALONE
                                                : coverage(
                                                        findings, place -> touches(place, region)),
                                        encryption(swept, region),
                                        sessions.regions().getOrDefault(region, SessionCount.NONE)))
                        .toList(),
                sessions.days().entrySet().stream()
                        .map(day -> new SessionDay(day.getKey(), day.getValue()))
                        .toList(),
                repairs(swept),
                findings);
    }

    private static boolean isClosed(SweptAccount swept, RegionName region) {
        return swept.result().reconciliation().remaining().notices().stream()
                .anyMatch(notice ->
                        notice instanceof Notice.RegionClosed(RegionName closed, String _)
                                && closed.equals(region));
    }

    private static @Nullable Encryption encryption(SweptAccount swept, RegionName region) {
        if (!swept.desired().encryptsSessions()) {
            return Encryption.NOT_ASKED_FOR;
        }
        ObservedRegion seen = swept.result().reconciliation().seen().regions().get(region);
        return seen == null || isClosed(swept, region)
                ? null
                : switch (seen.preferences()) {
                    case Observation.Unseen<Preferences> _ -> Encryption.UNKNOWN;
                    case Observation.Seen<Preferences>(Preferences.Present present) ->
                            encryption(swept, region, NamedPlaces.of(present.content()));
                    case Observation.Seen<Preferences> _ -> null;
                };
    }

    private static @Nullable Encryption encryption(
            SweptAccount swept, RegionName region, NamedPlaces places) {
        String key = swept.desired().sessionKey().in(region).toString();
        if (places.key().filter(key::equals).isPresent()) {
            return Encryption.ENCRYPTED;
        }
        return places.bucket().filter(swept.desired().vault().bucket()::equals).isPresent()
                ? Encryption.WAITING
                : null;
    }

    private static List<LocatedFinding> distinct(Stream<LocatedFinding> findings) {
        Map<String, LocatedFinding> byId = new LinkedHashMap<>();
        findings.forEach(finding -> byId.putIfAbsent(finding.id(), finding));
        return byId.values().stream().sorted(ORDER).toList();
    }

    private static boolean touches(LocatedFinding finding, RegionName region) {
        return finding.region() == null || finding.region().equals(region);
    }

    private static Coverage coverage(
            Collection<LocatedFinding> findings, Predicate<LocatedFinding> where) {
        return findings.stream()
                .filter(where)
                .flatMap(finding ->
                        switch (finding.rule().meaning()) {
                            case BROKEN -> Stream.of(Coverage.NOT_COVERED);
                            case UNKNOWN -> Stream.of(Coverage.UNKNOWN);
                            case ADVICE -> Stream.<Coverage>empty();
                        })
                .min(Comparator.naturalOrder())
                .orElse(Coverage.COVERED);
    }

    private static @Nullable String reason(Coverage coverage, List<LocatedFinding> findings) {
        Optional<String> unknown =
                findings.stream()
                        .filter(finding -> finding.rule().meaning() == Meaning.UNKNOWN)
                        .map(LocatedFinding::detail)
                        .findFirst();
        return coverage == Coverage.UNKNOWN ? unknown.orElse(null) : null;
    }

    private static List<String> repairs(SweptAccount swept) {
        return swept.result().reconciliation().outcomes().stream()
                .flatMap(outcome ->
                        switch (outcome) {
                            case Outcome.Applied(Change change) -> Stream.of(repair(change));
                            case Outcome.Failed _, Outcome.Blocked _, Outcome.Refused _ ->
                                    Stream.<String>empty();
                        })
                .toList();
    }

    private static String repair(Change change) {
        return change.place() + ": " + change.sign().symbol() + " " + change.summary();
    }
}
