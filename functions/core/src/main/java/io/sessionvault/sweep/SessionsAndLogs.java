package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.log.ForeignText;
import io.sessionvault.log.LogCheck;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.PrefixPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An account's sessions against the logs under its prefixes, both ways: sessions without a log, and
/// logs without a session.
final class SessionsAndLogs {
    private final SweptAccount swept;
    private final PrefixPattern prefixes;
    private final Instant now;
    private final Instant due;
    private final Duration grace;
    private final Optional<Set<String>> logs;
    private final List<StoredLog> errors;
    private final NavigableMap<RegionName, SessionCount> regions = new TreeMap<>();
    private final NavigableMap<LocalDate, SessionCount> days = new TreeMap<>();
    private final List<LocatedFinding> findings = new ArrayList<>();

    /// @param regions the finished sessions of each governed Region
    /// @param days the same by the day (UTC) on which they ended
    /// @param findings the broken rules
    record Result(
            NavigableMap<RegionName, SessionCount> regions,
            NavigableMap<LocalDate, SessionCount> days,
            List<LocatedFinding> findings) {}

    private SessionsAndLogs(SweptAccount swept, Instant now, Duration grace) {
        this.swept = swept;
        this.prefixes = swept.desired().vault().prefixes();
        this.now = now;
        this.due = now.minus(grace);
        this.grace = grace;
        switch (swept.facts().logs()) {
            case Observation.Seen<List<StoredLog>>(List<StoredLog> stored) -> {
                logs = Optional.of(stored.stream().map(StoredLog::key).collect(Collectors.toSet()));
                errors = stored.stream().filter(log -> log.key().endsWith("/stderr")).toList();
            }
            case Observation.Unseen<List<StoredLog>> _ -> {
                logs = Optional.empty();
                errors = List.of();
            }
        }
    }

    /// @param now when the run started; sessions that began or ended later are not looked at
    /// @param grace how long after the end of a session its log may take
    static Result compare(SweptAccount swept, Instant now, Duration grace) {
        SessionsAndLogs comparison = new SessionsAndLogs(swept, now, grace);
        swept.facts().regions().forEach(comparison::compare);
        comparison.compareLogs();
        return new Result(comparison.regions, comparison.days, comparison.findings);
    }

    private void compare(RegionName region, RegionFacts facts) {
        regions.put(region, SessionCount.NONE);
        switch (facts.sessions()) {
            case Observation.Unseen<SessionHistory>(ServiceError error) ->
                    add(
                            Rule.ACCOUNT_UNSEEN,
                            region,
                            "sessions",
                            "the history of sessions could not be read: "
                                    + ForeignText.plain(error.withoutRequest()));
            case Observation.Seen<SessionHistory>(SessionHistory history) -> {
                SessionKinds kinds = new SessionKinds(swept, region, facts);
                history.finished().stream()
                        .filter(session -> !session.knownTime().isAfter(now))
                        .forEach(session -> compare(region, session, kinds.of(session)));
            }
        }
    }

    /// A session whose log cannot be looked for is not counted: nobody knows what became of it.
    private void compare(RegionName region, Session session, SessionKind kind) {
        String prefix = prefixes.prefix(swept.account(), region) + "/";
        String key = prefix + session.logName();
        if (logs.isPresent() && logs.get().contains(key)) {
            count(region, session, new SessionCount(1, 0, 0, 0));
        } else if (kind instanceof SessionKind.Port(String note)) {
            count(region, session, new SessionCount(0, 0, 1, 0));
            add(
                    Rule.SESSION_UNLOGGABLE,
                    region,
                    session,
                    "is of a kind that is never logged" + note);
        } else if (logs.isEmpty()) {
            return;
        } else if (session.knownTime().isAfter(due)) {
            count(region, session, new SessionCount(0, 0, 0, 1));
        } else {
            MissingLog missing = MissingLog.of(session, kind, key);
            count(region, session, missing.count());
            add(
                    missing.rule(),
                    region,
                    session,
                    missing.what()
                            + (kind instanceof SessionKind.InContainer
                                    ? ""
                                    : errorThatCameWith(session, prefix)));
        }
    }

    /// What the agent stores of a session that it calls failed names no session, so only the time
    /// tells which one it may belong to.
    ///
    /// Source: amazon-ssm-agent, `iohandler.go`: `<prefix>/<plugin>/stderr`.
    private String errorThatCameWith(Session session, String prefix) {
        return errors.stream()
                .filter(error -> error.key().startsWith(prefix))
                .filter(error ->
                        !error.lastModified().isBefore(session.start())
                                && !error.lastModified().isAfter(session.knownTime().plus(grace)))
                .findFirst()
                .map(error ->
                        "; an error was stored in "
                                + error.key()
                                + " at "
                                + error.lastModified()
                                + ", perhaps of another session")
                .orElse("");
    }

    private void compareLogs() {
        switch (swept.facts().logs()) {
            case Observation.Unseen<List<StoredLog>>(ServiceError error) ->
                    add(
                            Rule.ACCOUNT_UNSEEN,
                            null,
                            "s3://"
                                    + swept.desired().vault().bucket()
                                    + "/"
                                    + prefixes.prefixInAnyRegion(swept.account()),
                            "the account's logs could not be listed, so its sessions could not be"
                                    + " matched with them: "
                                    + ForeignText.plain(error.withoutRequest()));
            case Observation.Seen<List<StoredLog>>(List<StoredLog> stored) -> {
                NavigableMap<RegionName, Set<String>> known = knownLogs();
                stored.stream().filter(this::isOfItsTime).forEach(log -> compare(log, known));
            }
        }
    }

    /// The names of the logs of all sessions, in the Regions whose sessions could be read.
    private NavigableMap<RegionName, Set<String>> knownLogs() {
        NavigableMap<RegionName, Set<String>> known = new TreeMap<>();
        swept.facts()
                .regions()
                .forEach((region, facts) -> {
                    if (facts.sessions()
                            instanceof Observation.Seen<SessionHistory>(SessionHistory history)) {
                        Set<String> names = new HashSet<>();
                        history.finished().forEach(session -> names.add(session.logName()));
                        history.active().forEach(id -> names.add(Session.logName(id)));
                        known.put(region, names);
                    }
                });
        return known;
    }

    /// A log that is nearly as old as the history may have outlived its session.
    private boolean isOfItsTime(StoredLog log) {
        return !log.lastModified().isBefore(now.minus(AccountSweep.SURE_HISTORY))
                && !log.lastModified().isAfter(due);
    }

    private void compare(StoredLog log, NavigableMap<RegionName, Set<String>> known) {
        prefixes.place(log.key())
                .filter(place -> place.account().equals(swept.account()))
                .filter(place -> LogCheck.isLogName(place.name()))
                .ifPresent(place ->
                        whyWithoutSession(place, known)
                                .ifPresent(why ->
                                        findings.add(
                                                new LocatedFinding(
                                                        Rule.LOG_WITHOUT_SESSION,
                                                        swept.account(),
                                                        place.region().orElse(null),
                                                        log.key(),
                                                        "the log of " + log.lastModified() + why,
                                                        log.lastModified()))));
    }

    /// Why no session can have left a log, to be read behind its time; empty when one may have.
    private Optional<String> whyWithoutSession(
            Placement place, NavigableMap<RegionName, Set<String>> known) {
        if (mustBeKnown(place, known)) {
            return Optional.of(" is named after a session that Systems Manager does not know");
        }
        return place.region()
                .filter(this::isNotEnabled)
                .map(region ->
                        " lies under Region "
                                + region
                                + ", which the account has not enabled, so it has no sessions there");
    }

    /// Tells whether the account has told which Regions it has enabled, and this one is not among
    /// them.
    private boolean isNotEnabled(RegionName region) {
        return swept.desired()
                .ungoverned()
                .filter(others ->
                        !others.contains(region) && !swept.desired().regions().contains(region))
                .isPresent();
    }

    /// Tells whether a log's session should be among the known ones and is not. Where the prefix
    /// names no Region, it may be a session of any, so all of them have to be known. Nobody asks for
    /// the sessions of a Region that is held.
    private boolean mustBeKnown(Placement place, NavigableMap<RegionName, Set<String>> known) {
        return place.region()
                .map(region ->
                        known.containsKey(region) && !known.get(region).contains(place.name()))
                .orElseGet(() ->
                        swept.desired().held().isEmpty()
                                && known.keySet().equals(swept.facts().regions().keySet())
                                && known.values().stream()
                                        .noneMatch(names -> names.contains(place.name())));
    }

    private void count(RegionName region, Session session, SessionCount one) {
        regions.merge(region, one, SessionCount::plus);
        days.merge(
                LocalDate.ofInstant(session.knownTime(), ZoneOffset.UTC), one, SessionCount::plus);
    }

    private void add(Rule rule, RegionName region, Session session, String what) {
        String end =
                session.end()
                        .map(Instant::toString)
                        .orElse("a time that the history does not tell");
        String detail =
                "the session of %s on %s by %s from %s to %s %s"
                        .formatted(
                                session.owner(),
                                session.target(),
                                session.documentName(swept.account()),
                                session.start(),
                                end,
                                what);
        findings.add(
                new LocatedFinding(
                        rule,
                        swept.account(),
                        region,
                        session.id(),
                        ForeignText.plain(detail),
                        session.knownTime()));
    }

    private void add(Rule rule, @Nullable RegionName region, String resource, String detail) {
        findings.add(new LocatedFinding(rule, swept.account(), region, resource, detail));
    }
}
