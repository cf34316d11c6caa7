package io.sessionvault.watch;

import io.sessionvault.account.AccountId;
import io.sessionvault.sweep.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells by the sessions of a Region whether a switch has locked people out. Where it is in doubt,
/// it is for people to look.
///
/// Which status Systems Manager gives to a session whose target refuses it nobody has seen: `Failed`
/// is one, and so is one that is over within seconds without a log. One that hangs because its target
/// does not reach the bucket is connected, and over without a log when its user gives up.
public final class SwitchJudge {
    /// After so long a session may be one that works. One whose encryption is refused is given up
    /// earlier.
    ///
    /// Source: amazon-ssm-agent, `datachannel.go`, `PerformHandshake`: after 15 seconds.
    static final Duration WORKING = Duration.ofMinutes(1);

    /// After so long a session works even without a log: no target looks for its bucket any longer.
    ///
    /// Source: amazon-ssm-agent, `crossregion.go` and `s3util_dep.go`: 30 seconds for each attempt,
    /// two endpoints, two protocols, and their repetitions; `shell.go`, `initializeLogger`: before the
    /// shell is there.
    static final Duration LOOKING_FOR_BUCKET = Duration.ofMinutes(15);

    /// A session that is over after at most this time without a log may have been refused.
    static final Duration AT_ONCE = Duration.ofSeconds(30);

    /// So long the AWS CLI takes for a session that it ends because its plugin is missing.
    ///
    /// Source: aws-cli, `customizations/sessionmanager.py`: `StartSession`, then
    /// `TerminateSession`.
    static final Duration WITHOUT_PLUGIN = Duration.ofSeconds(2);

    /// So long after its end the log of a session may still arrive.
    static final Duration LOG_TAKES = Duration.ofMinutes(5);

    /// On so many targets, by so many people sessions have to fail.
    static final int SPREAD = 2;

    private final AccountId account;
    private final TextTimes times;
    private final Instant switchedAt;
    private final Instant end;
    private final Instant now;

    /// @param account the account of the sessions
    /// @param times which text the Region had when
    /// @param now what time it is
    public SwitchJudge(AccountId account, TextTimes times, Instant now) {
        this.account = account;
        this.times = times;
        this.switchedAt = times.switchedAt();
        this.end = times.end(now);
        this.now = now;
    }

    /// When the oldest sessions began that matter: as long before the switch as the end is after it.
    public Instant earliest() {
        Duration time = Duration.between(switchedAt, end);
        return switchedAt.minus(time.isNegative() ? Duration.ZERO : time);
    }

    /// The sessions whose log decides what they say. Those since the switch come first, and
    /// of both the newest.
    public List<Session> needingLog(Collection<SeenSession> sessions) {
        return Stream.concat(sinceSwitch(sessions), beforeSwitch(sessions))
                .filter(this::mayBeDecidedByLog)
                .map(SeenSession::session)
                .sorted(Comparator.comparing(Session::start).reversed())
                .toList();
    }

    private boolean mayBeDecidedByLog(SeenSession seen) {
        return isOver(seen) && (seen.session().failed() || !hasHeldFor(seen, LOOKING_FOR_BUCKET));
    }

    /// Judges.
    ///
    /// @param sessions the sessions of the Region since [#earliest]
    /// @param logged the ids of those that have their log in the vault
    /// @param unasked the ids of those of which nobody has asked that: since the switch they may
    ///     have worked unless they have failed, and before it they may have failed
    public Verdict judge(
            Collection<SeenSession> sessions, Set<String> logged, Set<String> unasked) {
        List<SeenSession> counted = sinceSwitch(sessions).toList();
        List<SeenSession> known =
                counted.stream().filter(seen -> !unasked.contains(seen.session().id())).toList();
        int working = (int) known.stream().filter(seen -> isWorking(seen, logged)).count();
        List<Session> failing = those(known, seen -> isFailing(seen, logged));
        if (!failing.isEmpty()) {
            long unclear =
                    counted.stream()
                            .filter(seen ->
                                    unasked.contains(seen.session().id())
                                            ? !seen.session().failed()
                                            : mayWork(seen, logged))
                            .count();
            return ofFailing(
                    failing,
                    working,
                    unclear,
                    those(beforeSwitch(sessions).toList(), seen -> isFailing(seen, logged)));
        }
        List<Session> slow = those(known, seen -> isSlow(seen, logged));
        if (isSpread(slow) || (!slow.isEmpty() && working == 0)) {
            return new Verdict.Tell(slow, "they failed after a minute or more, without a log");
        }
        return working > 0 ? new Verdict.Works(working) : withoutLog(known, logged);
    }

    private Verdict withoutLog(List<SeenSession> known, Set<String> logged) {
        List<Session> hung = those(known, seen -> isHung(seen, logged));
        if (isSpread(hung)) {
            return new Verdict.Tell(
                    hung,
                    "they were over without a log after half a minute or more, as when the bucket"
                            + " cannot be reached");
        }
        List<Session> brief = those(known, seen -> isBrief(seen, logged));
        return isSpread(brief)
                ? new Verdict.Tell(
                        brief,
                        "they were over at once, as when the AWS CLI has no Session Manager plugin")
                : new Verdict.NothingSeen();
    }

    private static Verdict ofFailing(
            List<Session> failing, int working, long unclear, List<Session> earlier) {
        if (working > 0) {
            return new Verdict.Tell(failing, working + " others worked");
        }
        if (unclear > 0) {
            return new Verdict.Tell(failing, unclear + " others may have worked");
        }
        if (!isSpread(failing)) {
            return new Verdict.Tell(failing, "they are not on two targets by two people");
        }
        Set<String> targets = distinct(earlier, Session::target);
        Set<String> owners = distinct(earlier, Session::owner);
        List<Session> fresh =
                failing.stream()
                        .filter(session ->
                                !targets.contains(session.target())
                                        && !owners.contains(session.owner()))
                        .toList();
        return isSpread(fresh)
                ? new Verdict.GoBack(fresh)
                : new Verdict.Tell(
                        failing,
                        "their targets or people had such sessions before the switch, too");
    }

    private Stream<SeenSession> sinceSwitch(Collection<SeenSession> sessions) {
        return byPreferences(sessions)
                .filter(seen ->
                        isIn(seen.session().start(), switchedAt.plus(TextTimes.SETTLING), end));
    }

    /// What failed by an earlier text of the vault may have failed because of it.
    private Stream<SeenSession> beforeSwitch(Collection<SeenSession> sessions) {
        return byPreferences(sessions)
                .filter(seen -> isIn(seen.session().start(), earliest(), switchedAt))
                .filter(seen -> !times.mayBeOfVault(seen.session().start()));
    }

    private Stream<SeenSession> byPreferences(Collection<SeenSession> sessions) {
        return sessions.stream().filter(seen -> seen.isByPreferences(account));
    }

    private static boolean isIn(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    private boolean isWorking(SeenSession seen, Set<String> logged) {
        return logged.contains(seen.session().id()) || hasHeldFor(seen, LOOKING_FOR_BUCKET);
    }

    /// Nobody can tell whether it works or hangs, or its log may still come.
    private boolean mayWork(SeenSession seen, Set<String> logged) {
        boolean isUnsettled = isOver(seen) && !seen.session().failed() && !isSettled(seen);
        return (hasHeldFor(seen, WORKING) || isUnsettled) && !isWorking(seen, logged);
    }

    private boolean isSettled(SeenSession seen) {
        return !seen.knownTime().plus(LOG_TAKES).isAfter(now);
    }

    private boolean hasHeldFor(SeenSession seen, Duration time) {
        return seen.isConnectedFor(time, now)
                || (isOver(seen) && !seen.session().failed() && seen.session().lastedAtLeast(time));
    }

    private boolean isFailing(SeenSession seen, Set<String> logged) {
        Session session = seen.session();
        boolean isRefused =
                session.failed()
                        ? !session.lastedAtLeast(WORKING)
                        : session.lasted(AT_ONCE) && !session.lasted(WITHOUT_PLUGIN);
        return isRefused && isWithoutLog(seen, logged);
    }

    /// It failed, and not as one does whose encryption is refused.
    private boolean isSlow(SeenSession seen, Set<String> logged) {
        return seen.session().failed()
                && seen.session().lastedAtLeast(WORKING)
                && isWithoutLog(seen, logged);
    }

    /// It was over before anybody could say that it works.
    private boolean isHung(SeenSession seen, Set<String> logged) {
        Session session = seen.session();
        return !session.failed()
                && session.lasted(LOOKING_FOR_BUCKET)
                && !session.lasted(AT_ONCE)
                && isWithoutLog(seen, logged);
    }

    private boolean isWithoutLog(SeenSession seen, Set<String> logged) {
        return isOver(seen) && !logged.contains(seen.session().id()) && isSettled(seen);
    }

    private static boolean isBrief(SeenSession seen, Set<String> logged) {
        return isOver(seen)
                && !seen.session().failed()
                && (seen.session().lasted(WITHOUT_PLUGIN) || seen.session().endedBeforeItBegan())
                && !logged.contains(seen.session().id());
    }

    private static boolean isOver(SeenSession seen) {
        return seen.state() == SeenSession.State.OVER;
    }

    private static List<Session> those(List<SeenSession> sessions, Predicate<SeenSession> which) {
        return sessions.stream().filter(which).map(SeenSession::session).toList();
    }

    /// Who is not known may be the same as somebody who is.
    private static boolean isSpread(List<Session> sessions) {
        Set<String> targets = distinct(sessions, Session::target);
        Set<String> owners = distinct(sessions, Session::owner);
        targets.remove(Session.UNKNOWN_TARGET);
        owners.remove(Session.UNKNOWN_OWNER);
        return targets.size() >= SPREAD && owners.size() >= SPREAD;
    }

    private static Set<String> distinct(List<Session> sessions, Function<Session, String> part) {
        return sessions.stream().map(part).collect(Collectors.toCollection(HashSet::new));
    }
}
