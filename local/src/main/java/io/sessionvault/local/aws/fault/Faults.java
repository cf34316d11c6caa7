package io.sessionvault.local.aws.fault;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.aws.call.HttpReply;
import io.sessionvault.local.aws.call.Refusals;
import io.sessionvault.local.aws.call.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The switches for what goes wrong. All are off at first; all may be turned while calls are answered.
public final class Faults {
    /// How long a drop of a slow body takes. Less than any limit on the time between two of them.
    private static final Duration DROP = Duration.ofMillis(50);

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

    private static final class SlowAnswer {
        final CallMatcher matcher;
        final CountDownLatch end;
        int left;

        SlowAnswer(CallMatcher matcher, int times, CountDownLatch end) {
            this.matcher = matcher;
            this.left = times;
            this.end = end;
        }
    }

    /// Something that happens between a call and its answer.
    private static final class Event {
        final CallMatcher matcher;
        final Runnable work;
        int left;

        Event(CallMatcher matcher, int times, Runnable work) {
            this.matcher = matcher;
            this.left = times;
            this.work = work;
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
    private final List<SlowAnswer> slow = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /// What calls wait for that are answered late or never.
    private CountDownLatch cleared = new CountDownLatch(1);

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
        afterwards(matcher, times, () -> {});
    }

    /// Carries calls out and says nothing: their connections stay open and silent until [#clear()].
    ///
    /// @param times how many calls to strike
    public void fallSilent(CallMatcher matcher, int times) {
        CountDownLatch end = end();
        afterwards(matcher, times, () -> await(end));
    }

    /// Carries calls out and answers them drop by drop: the headers at once, then a byte of the body
    /// every 50 ms, and the last one only after [#clear()]. An answer without a body comes after
    /// [#clear()] as a whole.
    ///
    /// @param times how many calls to strike
    public synchronized void answerSlowly(CallMatcher matcher, int times) {
        slow.add(new SlowAnswer(matcher, times, cleared));
    }

    /// Has something done when a call has been carried out, and then closes its connection instead
    /// of answering.
    ///
    /// @param times how many calls to strike
    /// @param work what is done, in a thread of the stand-in
    public void afterwards(CallMatcher matcher, int times, Runnable work) {
        add(
                new Rule(
                        Stage.AFTER,
                        matcher,
                        times,
                        service -> {
                            work.run();
                            return new ConnectionDropped();
                        }));
    }

    /// Has something done when a call has been carried out and before its answer is sent, as if
    /// somebody else did it in that moment: a role that vanishes after it was listed, for example.
    ///
    /// @param times how many calls it happens after
    /// @param work what is done, in a thread of the stand-in
    public synchronized void meanwhile(CallMatcher matcher, int times, Runnable work) {
        events.add(new Event(matcher, times, work));
    }

    /// Turns every switch off.
    public synchronized void clear() {
        cleared.countDown();
        cleared = new CountDownLatch(1);
        rules.clear();
        slow.clear();
        events.clear();
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
        due(call).forEach(Runnable::run);
        strike(Stage.AFTER, call, service);
    }

    /// How the answer of a call is to be sent.
    public synchronized HttpReply.Pace delivery(CalledOperation call) {
        for (SlowAnswer answer : slow) {
            if (answer.left > 0 && answer.matcher.matches(call)) {
                answer.left--;
                return new DropByDrop(answer.end);
            }
        }
        return HttpReply.Pace.AT_ONCE;
    }

    /// Lets the client wait for each byte.
    private record DropByDrop(CountDownLatch end) implements HttpReply.Pace {
        @Override
        public boolean isAtOnce() {
            return end.getCount() == 0;
        }

        @Override
        public void beforeByte() throws InterruptedException {
            end.await(DROP.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void beforeTheLast() throws InterruptedException {
            end.await();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch end() {
        return cleared;
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

    private void strike(Stage stage, CalledOperation call, Service service) {
        Optional<Rule> rule = find(stage, call);
        if (rule.isPresent()) {
            // Not while other calls wait for these switches: it may take long.
            throw rule.get().error.apply(service);
        }
    }

    private synchronized List<Runnable> due(CalledOperation call) {
        List<Runnable> due = new ArrayList<>();
        for (Event event : events) {
            if (event.left > 0 && event.matcher.matches(call)) {
                event.left--;
                due.add(event.work);
            }
        }
        return due;
    }

    private synchronized Optional<Rule> find(Stage stage, CalledOperation call) {
        for (Rule rule : rules) {
            if (rule.stage == stage && rule.left > 0 && rule.matcher.matches(call)) {
                rule.left--;
                return Optional.of(rule);
            }
        }
        return Optional.empty();
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
