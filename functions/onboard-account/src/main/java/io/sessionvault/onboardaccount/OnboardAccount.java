package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.onboardaccount.OnboardingReport.Entry;
import io.sessionvault.onboardaccount.OnboardingReport.Status;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.watch.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// From an event to the accounts that it names, reconciled and reported.
final class OnboardAccount {
    private static final Logger LOG = LoggerFactory.getLogger(OnboardAccount.class);

    /// An account that was left halfway looks like one that has drifted, which the run that lifting
    /// a pause starts may not repair.
    private static final String BEGUN_BEFORE = ", and this had begun before: the message is kept";

    private final Reconciler reconciler;
    private final Pause pause;
    private final Releases releases;
    private final Watching watching;
    private final Mode mode;
    private final Newcomers newcomers;
    private final Metrics metrics;
    private final InstantSource clock;

    /// Reconciles an account; empty when it is not in the organization, as
    /// `AccountReconciler` says it.
    @FunctionalInterface
    interface Reconciler {
        Optional<AccountResult> reconcile(AccountId account, Mode mode);
    }

    /// Lets accounts go and go on; empty when they are not in the organization, as `AccountReleases`
    /// says it.
    interface Releases {
        Optional<ReleaseResult> release(
                ReleaseRequest request, Optional<String> confirm, String by);

        Optional<ReleaseResult> resume(AccountId account, Scope scope);
    }

    /// @param watching looks at what was switched
    /// @param pause whether changes are held back
    /// @param mode how far to go where the event does not say
    OnboardAccount(
            Reconciler reconciler,
            Releases releases,
            Watching watching,
            Pause pause,
            Mode mode,
            Newcomers newcomers,
            Metrics metrics,
            InstantSource clock) {
        this.reconciler = reconciler;
        this.releases = releases;
        this.watching = watching;
        this.pause = pause;
        this.mode = mode;
        this.newcomers = newcomers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param sentAt when the event was put into the queue, if it was
    /// @param receiveCount how often it was received so far, this time included
    /// @param requestId the id of the function's invocation
    OnboardingReport onboard(
            JsonNode event, Optional<Instant> sentAt, int receiveCount, String requestId) {
        Instant now = clock.instant();
        Age age =
                new Age(
                        LifecycleEvents.time(event).or(() -> sentAt).orElse(now),
                        now,
                        receiveCount);
        List<Entry> results =
                LifecycleEvents.read(event).stream()
                        .map(signal -> onboard(signal, age, requestId))
                        .toList();
        results.forEach(OnboardAccount::log);
        count(results);
        return new OnboardingReport(results);
    }

    private Entry onboard(Signal signal, Age age, String requestId) {
        return switch (signal) {
            case Signal.Ignored(String reason) -> OnboardingReport.ignored(reason);
            case Signal.Unreadable(String _, String reason) -> OnboardingReport.unreadable(reason);
            case Signal.Gone gone -> OnboardingReport.gone(gone.account(), gone.cause());
            case Signal.Appeared appeared ->
                    reconcile(appeared.account(), appeared.mode().orElse(mode), age)
                            .orElseGet(() -> notMember(appeared, age));
            case Signal.Release(ReleaseRequest request, Optional<String> confirm) ->
                    answer(
                            request.account(),
                            releases.release(request, confirm, "request " + requestId));
            case Signal.Resume resume -> resume(resume, age);
            case Signal.Watched(Watch watch) ->
                    WatchRequests.isPlausible(watch, age.now())
                            ? watching.look(watch)
                            : OnboardingReport.unreadable(
                                    "switchedAt of a watch is "
                                            + watch.switchedAt()
                                            + ", and cannot be");
            case Signal.Joined(Optional<AccountId> account, String cause) ->
                    account.isPresent() ? joined(account.get(), cause, age) : joined(cause, age);
        };
    }

    /// Reconciles an account, unless changes are held back; empty when it is not in the
    /// organization.
    private Optional<Entry> reconcile(AccountId account, Mode howFar, Age age) {
        return heldBack(account, howFar, age)
                .or(() -> reconciler.reconcile(account, howFar).map(OnboardingReport::of));
    }

    /// Lets an account or a Region go on, which may change it at once.
    private Entry resume(Signal.Resume resume, Age age) {
        AccountId account = resume.account();
        return heldBack(account, Mode.APPLY, age)
                .orElseGet(() -> answer(account, releases.resume(account, resume.scope())));
    }

    /// The answer where changes are held back; empty where they are not.
    private Optional<Entry> heldBack(AccountId account, Mode howFar, Age age) {
        return switch (pause.answer(howFar)) {
            case Pause.Answer.GoOn() -> Optional.empty();
            case Pause.Answer.Held(String reason) ->
                    Optional.of(
                            age.isFirst()
                                    ? OnboardingReport.paused(account, reason)
                                    : OnboardingReport.unreachable(account, reason + BEGUN_BEFORE));
            case Pause.Answer.Unknown(String reason) ->
                    Optional.of(OnboardingReport.unreachable(account, reason));
        };
    }

    private static Entry answer(AccountId account, Optional<ReleaseResult> result) {
        return result.map(ReleaseReport::of)
                .orElseGet(() -> OnboardingReport.gone(account, "it is not in the organization"));
    }

    /// A person who asks gets the answer at once.
    private static Entry notMember(Signal.Appeared appeared, Age age) {
        return appeared.mode().isEmpty()
                ? notMember(appeared.account(), appeared.cause(), age)
                : OnboardingReport.gone(appeared.account(), "it is not in the organization");
    }

    private static Entry notMember(AccountId account, String cause, Age age) {
        return age.mayStillAppear()
                ? OnboardingReport.unreachable(
                        account, "it is not in the organization yet, after " + cause)
                : OnboardingReport.gone(
                        account, "it is not in the organization an hour after " + cause);
    }

    private Entry joined(AccountId account, String cause, Age age) {
        Optional<Entry> result = reconcile(account, mode, age);
        // It may be another account's id, a known member's even: whoever else is new is not kept
        // waiting, nor forgotten.
        boolean compares = age.isFirst() || (result.isEmpty() && !age.mayStillAppear());
        if (compares && newcomers.handOn(age) instanceof Newcomers.Found.Failed(String reason)) {
            return OnboardingReport.unreachable(
                    account, "who else has joined could not be found out: " + reason);
        }
        return result.orElseGet(() -> notMember(account, cause, age));
    }

    private Entry joined(String cause, Age age) {
        return switch (newcomers.handOn(age)) {
            case Newcomers.Found.Failed(String reason) ->
                    OnboardingReport.unreadable(cause + " names no account, and " + reason);
            case Newcomers.Found.HandedOn(List<AccountId> accounts) -> {
                String found = cause + " names no account; new in the organization: " + accounts;
                boolean isOver = accounts.isEmpty() ? !age.mayStillAppear() : age.isListed();
                yield isOver
                        ? OnboardingReport.compared(found)
                        : OnboardingReport.unreadable(found);
            }
        };
    }

    private void count(List<Entry> results) {
        long governed =
                results.stream().filter(result -> result.status() == Status.GOVERNED).count();
        long paused = results.stream().filter(result -> result.status() == Status.PAUSED).count();
        long notGoverned =
                results.stream()
                        .filter(result -> result.accountId() != null && !result.isSettled())
                        .count();
        if (governed + notGoverned + paused > 0) {
            metrics.addMetric("AccountsGoverned", (double) governed, MetricUnit.COUNT);
            metrics.addMetric("AccountsNotGoverned", (double) notGoverned, MetricUnit.COUNT);
            metrics.addMetric("AccountsPaused", (double) paused, MetricUnit.COUNT);
            metrics.flush();
        }
    }

    private static void log(Entry result) {
        if (result.accountId() == null) {
            logEvent(result);
            return;
        }
        StructuredArgument account = entry("account", result.accountId());
        if (result.plan() != null) {
            LOG.info("plan", account, entry("plan", result.plan()));
        }
        if (result.outcomes() != null) {
            result.outcomes().forEach(step -> LOG.info("change", account, entry("step", step)));
        }
        StructuredArgument status = entry("status", result.status());
        StructuredArgument reason =
                entry("reason", Objects.requireNonNullElse(result.reason(), ""));
        if (result.isSettled()) {
            LOG.info(
                    "account settled",
                    account,
                    status,
                    reason,
                    entry("notices", Objects.requireNonNullElse(result.notices(), List.of())));
        } else {
            List<String> remaining = Objects.requireNonNullElse(result.remaining(), List.of());
            LOG.error(
                    "account is not governed yet",
                    account,
                    status,
                    reason,
                    entry("remaining", remaining));
        }
    }

    private static void logEvent(Entry result) {
        StructuredArgument status = entry("status", result.status());
        StructuredArgument reason = entry("reason", result.reason());
        if (result.status() == Status.IGNORED) {
            LOG.warn("event acknowledged, nothing changed", reason);
        } else if (result.isSettled()) {
            LOG.info("event settled", status, reason);
        } else {
            LOG.error("event does not say which account", status, reason);
        }
    }
}
