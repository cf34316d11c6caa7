package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.InParallel;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.onboardaccount.ReactionPermit.Answer;
import io.sessionvault.onboardaccount.ReactionQueue.Return;
import io.sessionvault.onboardaccount.ReactionReport.Status;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Reach;
import io.sessionvault.reconcile.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works off a batch of changes that accounts have told of: each account is looked at once, however
/// many messages are about it.
final class Reactions {
    /// Each takes up to 17 Regions side by side.
    private static final int AT_ONCE = 4;

    /// No look is begun in the second half of an invocation, which is for those that have begun.
    private static final int PARTS = 2;

    /// No change is begun in the last of it: what was made has to be looked at and told, and who is
    /// killed takes the other accounts of the batch along.
    private static final Duration LAST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Reactions.class);

    private final Looks looks;
    private final ReactionPermit permit;
    private final ReactionQueue queue;
    private final AccountEvents events;
    private final ReactionMetrics metrics;
    private final InstantSource clock;
    private final RecentLooks recent = new RecentLooks();

    /// Looks at an account and does what may be done; empty when it is not in the organization, as
    /// `AccountReconciler` says it.
    @FunctionalInterface
    interface Looks {
        Optional<Reaction> look(
                AccountId account, Supplier<Observation<Reach>> reach, BooleanSupplier hasTime);
    }

    Reactions(
            Looks looks,
            ReactionPermit permit,
            ReactionQueue queue,
            AccountEvents events,
            ReactionMetrics metrics,
            InstantSource clock) {
        this.looks = looks;
        this.permit = permit;
        this.queue = queue;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The messages of the batch that have to come back.
    ///
    /// @param left how much time of the invocation is left
    List<BatchItemFailure> work(List<QueueMessage> batch, Supplier<Duration> left) {
        List<ReactionMessage> read = new ArrayList<>();
        List<Return> returns = new ArrayList<>();
        for (QueueMessage message : batch) {
            ReactionMessage.read(message)
                    .ifPresentOrElse(read::add, () -> returns.add(later(unreadable(message))));
        }
        Duration end = left.get().dividedBy(PARTS);
        List<ReactionReport> reports =
                InParallel.map(
                        ChangedAccount.fold(read), AT_ONCE, changed -> react(changed, end, left));
        reports.forEach(ReactionLog::write);
        metrics.count(reports, clock.instant());
        returns.addAll(failed(reports));
        returns.addAll(putOff(reports));
        queue.comeBack(returns);
        return returns.stream().map(each -> new BatchItemFailure(each.message().id())).toList();
    }

    private static QueueMessage unreadable(QueueMessage message) {
        LOG.error(
                "message cannot be read",
                entry("messageId", message.id()),
                entry("reason", "it is not what the rule of member changes makes of an event"));
        return message;
    }

    private static List<Return> failed(List<ReactionReport> reports) {
        return reports.stream()
                .filter(report -> !report.isSettled() && report.status() != Status.NOT_BEGUN)
                .flatMap(report -> report.changed().standing().stream())
                .map(each -> later(each.message()))
                .toList();
    }

    /// What was not begun has not failed: to be put off takes none of its receipts. A message that
    /// was received before stays itself, because its receipts say how long it has been tried.
    private List<Return> putOff(List<ReactionReport> reports) {
        Map<Boolean, List<ReactionMessage>> byFirst =
                reports.stream()
                        .filter(report -> report.status() == Status.NOT_BEGUN)
                        .flatMap(report -> report.changed().standing().stream())
                        .collect(
                                Collectors.partitioningBy(
                                        each -> each.message().receiveCount() == 1));
        return Stream.concat(
                        byFirst.getOrDefault(false, List.of()).stream(),
                        queue.putAnew(byFirst.getOrDefault(true, List.of())).stream())
                .map(each -> new Return(each.message(), Duration.ZERO))
                .toList();
    }

    private static Return later(QueueMessage message) {
        return new Return(message, RetryDelay.after(message.receiveCount()));
    }

    private ReactionReport react(ChangedAccount changed, Duration end, Supplier<Duration> left) {
        if (recent.cover(changed.account(), changed.until())) {
            return ReactionReport.of(changed, Status.COVERED, "");
        }
        if (left.get().compareTo(end) < 0) {
            return ReactionReport.of(changed, Status.NOT_BEGUN, "");
        }
        try {
            return switch (permit.answer()) {
                case Answer.Held(String reason) ->
                        ReactionReport.of(changed, Status.PAUSED, reason);
                case Answer.Unknown(String reason) ->
                        ReactionReport.of(changed, Status.UNREACHABLE, reason);
                case Answer.UpTo(Reach reach) ->
                        look(changed, reach, () -> left.get().compareTo(LAST) >= 0);
            };
        } catch (RuntimeException unexpected) {
            // One account must not take the others of its batch down with it.
            LOG.error(
                    "reaction failed unexpectedly",
                    entry("account", changed.account().value()),
                    unexpected);
            return ReactionReport.of(changed, Status.FAILED, "see the error before");
        }
    }

    private ReactionReport look(ChangedAccount changed, Reach reach, BooleanSupplier hasTime) {
        AccountId account = changed.account();
        Instant begun = clock.instant();
        ReactionReport report =
                looks.look(account, () -> permit.of(account, reach), hasTime)
                        .map(reaction -> ReactionReport.of(changed, reaction))
                        .orElseGet(() ->
                                ReactionReport.of(
                                        changed,
                                        Status.LEFT_ALONE,
                                        "it is not in the organization"));
        if (report.status() == Status.DRIFTED) {
            Optional<String> failure = events.drifted(report);
            if (failure.isPresent()) {
                return ReactionReport.of(
                        changed,
                        Status.FAILED,
                        "it has drifted, which could not be told: " + failure.get());
            }
        }
        if (report.isSettled()) {
            recent.remember(account, begun);
        }
        return report;
    }
}
