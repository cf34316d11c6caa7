package io.sessionvault.watch;

import io.sessionvault.account.AccountId;
import io.sessionvault.sweep.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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
/// is one, and so is one that is over within seconds without a log.
public final class SwitchJudge {
    /// So long a session needs to be connected to show that it works. A refused one is given up
    /// earlier.
    ///
    /// Source: amazon-ssm-agent, `datachannel.go`, `PerformHandshake`: after 15 seconds.
    static final Duration WORKING = Duration.ofMinutes(1);

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

    /// The sessions of which their log decides what they say. Those since the switch come first, and
    /// of both the newest.
    public List<Session> needingLog(Collection<SeenSession> sessions) {
        return Stream.concat(sinceSwitch(sessions), beforeSwitch(sessions))
                .filter(seen -> isFailing(seen, Set.of()))
                .map(SeenSession::session)
                .sorted(Comparator.comparing(Session::start).reversed())
                .toList();
    }

    /// Judges.
    ///
    /// @param sessions the sessions of the Region since [#earliest]
    /// @param logged the ids of those that have their log in the vault
    public Verdict judge(Collection<SeenSession> sessions, Set<String> logged) {
        List<SeenSession> counted = sinceSwitch(sessions).toList();
        int working = (int) counted.stream().filter(seen -> isWorking(seen, logged)).count();
        List<Session> failing = those(counted, seen -> isFailing(seen, logged));
        if (!failing.isEmpty()) {
            return ofFailing(
                    failing,
                    working,
                    those(beforeSwitch(sessions).toList(), seen -> isFailing(seen, logged)));
        }
        if (working > 0) {
            return new Verdict.Works(working);
        }
        List<Session> brief = those(counted, seen -> isBrief(seen, logged));
        return isSpread(brief)
                ? new Verdict.Tell(
                        brief,
                        "they were over at once, as when the AWS CLI has no Session Manager plugin")
                : new Verdict.NothingSeen();
    }

    private static Verdict ofFailing(List<Session> failing, int working, List<Session> earlier) {
        if (working > 0) {
            return new Verdict.Tell(failing, working + " others worked");
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
        Session session = seen.session();
        return seen.isConnectedFor(WORKING, now)
                || logged.contains(session.id())
                || (isOver(seen) && !session.failed() && session.lastedAtLeast(WORKING));
    }

    private boolean isFailing(SeenSession seen, Set<String> logged) {
        Session session = seen.session();
        boolean isRefused =
                session.failed()
                        ? !session.lastedAtLeast(WORKING)
                        : session.lasted(AT_ONCE) && !session.lasted(WITHOUT_PLUGIN);
        return isOver(seen)
                && isRefused
                && !logged.contains(session.id())
                && !seen.knownTime().plus(LOG_TAKES).isAfter(now);
    }

    private static boolean isBrief(SeenSession seen, Set<String> logged) {
        return isOver(seen)
                && !seen.session().failed()
                && seen.session().lasted(WITHOUT_PLUGIN)
                && !logged.contains(seen.session().id());
    }

    private static boolean isOver(SeenSession seen) {
        return seen.state() == SeenSession.State.OVER;
    }

    private static List<Session> those(List<SeenSession> sessions, Predicate<SeenSession> which) {
        return sessions.stream().filter(which).map(SeenSession::session).toList();
    }

    private static boolean isSpread(List<Session> sessions) {
        return distinct(sessions, Session::target).size() >= SPREAD
                && distinct(sessions, Session::owner).size() >= SPREAD;
    }

    private static Set<String> distinct(List<Session> sessions, Function<Session, String> part) {
        return sessions.stream().map(part).collect(Collectors.toSet());
    }
}
