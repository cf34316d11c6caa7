package io.sessionvault.local.aws.fault;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.call.Refusals;
import io.sessionvault.local.aws.call.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The switches for what goes wrong. All are off at first; all may be turned while calls are answered.
public final class Faults {
    private enum Stage {
        BEFORE,
        AFTER
    }

    private static final class Rule {
        final Stage stage;
        final CallMatcher matcher;
        final Function<Service, RuntimeException> error;
        int left;

        Rule(
                Stage stage,
                CallMatcher matcher,
                int times,
                Function<Service, RuntimeException> error) {
            this.stage = stage;
            this.matcher = matcher;
            this.error = error;
            this.left = times;
        }
    }

    /// Throttles an account in a Region that calls too often.
    private static final class Limit {
        private static final Duration SECOND = Duration.ofSeconds(1);
        final CallMatcher matcher;
        private final int perSecond;
        private final Map<String, ArrayDeque<Instant>> passed = new HashMap<>();

        Limit(CallMatcher matcher, int perSecond) {
            this.matcher = matcher;
            this.perSecond = perSecond;
        }

        /// Whether the call may pass: fewer than the limit did within the second before it.
        boolean passes(CalledOperation call, Instant now) {
            ArrayDeque<Instant> last =
                    passed.computeIfAbsent(
                            call.account() + "/" + call.region(), first -> new ArrayDeque<>());
            while (!last.isEmpty() && !last.getFirst().plus(SECOND).isAfter(now)) {
                last.removeFirst();
            }
            return last.size() < perSecond && last.add(now);
        }
    }

    private final Settling settling = new Settling();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private int throttleEvery;
    private int seen;

    /// How long new accounts and fresh IAM changes take to become usable.
    public Settling settling() {
        return settling;
    }

    /// Every call takes this much longer.
    ///
    /// @param delay zero or more
    public synchronized void latency(Duration delay) {
        latency = delay;
    }

    /// Throttles each `k`-th call.
    ///
    /// @param k 1 or more; 0 for never
    public synchronized void throttleEvery(int k) {
        throttleEvery = k;
        seen = 0;
    }

    /// Throttles calls in the way of their service.
    ///
    /// @param times how many calls to strike
    public void throttle(CallMatcher matcher, int times) {
        add(new Rule(Stage.BEFORE, matcher, times, Refusals::throttled));
    }

    /// Throttles the calls of each account in each Region beyond a rate, until [#clear()], by the
    /// stand-in's clock.
    ///
    /// @param perSecond how many calls may pass within any second, 1 or more
    public synchronized void limit(CallMatcher matcher, int perSecond) {
        limits.add(new Limit(matcher, perSecond));
    }

    /// Denies calls, each in the way of its service, until [#clear()].
    public void deny(CallMatcher matcher) {
        add(
                new Rule(
                        Stage.BEFORE,
                        matcher,
                        Integer.MAX_VALUE,
                        service -> Refusals.denied(service, "Access denied by a fault")));
    }

    /// Answers calls with an error.
    ///
    /// @param code the error code
    /// @param status the HTTP status
    /// @param times how many calls to strike
    public void fail(CallMatcher matcher, String code, int status, int times) {
        add(
                new Rule(
                        Stage.BEFORE,
                        matcher,
                        times,
                        service -> new AwsError(code, status, "failed by a fault")));
    }

    /// Closes the connection of calls before anything is done.
    ///
    /// @param times how many calls to strike
    public void drop(CallMatcher matcher, int times) {
        add(new Rule(Stage.BEFORE, matcher, times, service -> new ConnectionDropped()));
    }

    /// Carries calls out, and closes their connection instead of answering.
    ///
    /// @param times how many calls to strike
    public void loseAnswer(CallMatcher matcher, int times) {
        add(new Rule(Stage.AFTER, matcher, times, service -> new ConnectionDropped()));
    }

    /// Turns every switch off.
    public synchronized void clear() {
        rules.clear();
        limits.clear();
        latency = Duration.ZERO;
        throttleEvery = 0;
        settling.clear();
    }

    /// Lets a call pass, or strikes it before it is carried out.
    ///
    /// @param now the time of the stand-in's clock
    /// @throws RuntimeException the fault that strikes
    public void before(CalledOperation call, Service service, Instant now) {
        delay();
        if (isThrottledByCount() || isThrottledByRate(call, now)) {
            throw Refusals.throttled(service);
        }
        strike(Stage.BEFORE, call, service);
    }

    /// Lets an answer pass, or strikes it after the call was carried out.
    ///
    /// @throws RuntimeException the fault that strikes
    public void after(CalledOperation call, Service service) {
        strike(Stage.AFTER, call, service);
    }

    private synchronized void add(Rule rule) {
        rules.add(rule);
    }

    private synchronized boolean isThrottledByCount() {
        return throttleEvery > 0 && ++seen % throttleEvery == 0;
    }

    private synchronized boolean isThrottledByRate(CalledOperation call, Instant now) {
        for (Limit limit : limits) {
            if (limit.matcher.matches(call) && !limit.passes(call, now)) {
                return true;
            }
        }
        return false;
    }

    private synchronized void strike(Stage stage, CalledOperation call, Service service) {
        for (Rule rule : rules) {
            if (rule.stage == stage && rule.left > 0 && rule.matcher.matches(call)) {
                rule.left--;
                throw rule.error.apply(service);
            }
        }
    }

    private void delay() {
        Duration wait;
        synchronized (this) {
            wait = latency;
        }
        if (wait.isPositive()) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
