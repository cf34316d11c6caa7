package io.sessionvault.onboardaccount;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import io.sessionvault.account.AccountId;
import io.sessionvault.compliance.ComplianceMode;
import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.event.QueueMessage;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Reaction;
import io.sessionvault.settings.Switch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// An organization in simulated time, second by second: accounts are changed, the rule's messages wait in the queue, and
/// two instances of the function take them as template.yaml says.
final class ChangingOrganization {
    private static final Instant START = Instant.parse("2026-11-10T00:00:00Z");

    /// From the call to the message in the queue.
    private static final Duration CLOUDTRAIL = Duration.ofSeconds(5);

    private static final Duration DELAY = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final int BATCH = 1_000;
    private static final int INSTANCES = 2;
    private static final int LOOKS_AT_ONCE = 4;
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparing((Waiting waiting) -> waiting.visibleAt));
    private final List<Instance> instances = new ArrayList<>();
    private final Map<AccountId, Instant> lastChange = new HashMap<>();
    private final Map<AccountId, Instant> lastLook = new HashMap<>();
    private final Set<AccountId> granted = new HashSet<>();
    private Instant now = START;
    private int messages;
    private int ids;
    private int looks;
    private int invocations;
    private int mostReceipts;
    private Duration slowest = Duration.ZERO;

    /// A message in the queue.
    private static final class Waiting {
        final QueueMessage message;
        Instant visibleAt;
        int receipts;

        Waiting(QueueMessage message, Instant visibleAt) {
            this.message = message;
            this.visibleAt = visibleAt;
        }
    }

    /// An instance of the function, busy until it has ended its batch.
    private final class Instance implements SqsClient {
        final Reactions reactions;
        final Map<String, Waiting> batch = new HashMap<>();
        Instant busyUntil = START;
        int looksOfBatch;

        Instance() {
            reactions =
                    new Reactions(
                            (account, _, _) -> look(account, this),
                            new ReactionPermit(
                                    "/vault/repair",
                                    () ->
                                            new Observation.Seen<>(
                                                    new SwitchState(
                                                            RepairSetting.ON, Optional.empty())),
                                    _ -> new Observation.Seen<>(false),
                                    new ReactionPermit.Rules(
                                            ComplianceMode.OBSERVE, Mode.APPLY, Switch.ON)),
                            new ReactionQueue(this, "https://sqs.example/1/r"),
                            new AccountEvents(input -> input),
                            new ReactionMetrics(new CountedMetrics()),
                            () -> now);
        }

        /// How long the looks that it has begun take.
        synchronized Duration taken() {
            return LOOK.multipliedBy((looksOfBatch + LOOKS_AT_ONCE - 1) / LOOKS_AT_ONCE);
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            request.entries()
                    .forEach(entry -> {
                        @Nullable Waiting waiting = batch.get(entry.receiptHandle());
                        if (waiting != null) {
                            waiting.visibleAt =
                                    now.plus(taken()).plusSeconds(entry.visibilityTimeout());
                        }
                    });
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }

        /// The same changes as other messages.
        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            Instant sent = now.plus(taken());
            request.entries()
                    .forEach(entry ->
                            put(entry.messageBody(), sent, sent.plusSeconds(entry.delaySeconds())));
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    ChangingOrganization() {
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance());
        }
    }

    /// Something in an account is changed.
    ///
    /// @param after how long after the start
    void change(int account, Duration after) {
        change(new AccountId("4%011d".formatted(account)), START.plus(after), 1);
    }

    private synchronized void change(AccountId account, Instant at, int times) {
        lastChange.merge(account, at, (one, other) -> one.isAfter(other) ? one : other);
        for (int i = 0; i < times; i++) {
            String body =
                    """
                    {"reaction": {"accountId": "%s", "region": "us-east-1", "eventName": "AttachRolePolicy", "time": "%s"}}\
                    """
                            .formatted(account, at);
            messages++;
            Instant sent = at.plus(CLOUDTRAIL);
            put(body, sent, sent.plus(DELAY));
        }
    }

    private synchronized void put(String body, Instant sent, Instant visibleAt) {
        String id = "m-" + ids++;
        queue.add(new Waiting(new QueueMessage(id, id, 1, Optional.of(sent), body), visibleAt));
    }

    /// The first look at an account after a change gives a role its policy, which is a change, too.
    private synchronized Optional<Reaction> look(AccountId account, Instance instance) {
        looks++;
        instance.looksOfBatch++;
        lastLook.put(account, now);
        if (granted.add(account)) {
            change(account, now.plus(LOOK), 1);
        }
        return Optional.of(Looked.at(account, false));
    }

    /// Lets time pass, second by second. Batches are taken once a window, or as long as they are full.
    void run(Duration time) {
        Instant end = START.plus(time);
        Instant nextPoll = START;
        while (now.isBefore(end)) {
            if (!now.isBefore(nextPoll)) {
                boolean full = instances.stream().map(this::poll).reduce(false, Boolean::logicalOr);
                nextPoll = now.plus(full ? Duration.ofSeconds(1) : WINDOW);
            }
            now = now.plusSeconds(1);
        }
    }

    /// @return whether it took as many messages as it may
    private boolean poll(Instance instance) {
        if (now.isBefore(instance.busyUntil)) {
            return false;
        }
        List<Waiting> taken = take();
        if (taken.isEmpty()) {
            return false;
        }
        invocations++;
        instance.looksOfBatch = 0;
        instance.batch.clear();
        List<QueueMessage> batch = new ArrayList<>();
        for (Waiting each : taken) {
            each.receipts++;
            mostReceipts = Math.max(mostReceipts, each.receipts);
            QueueMessage message = each.message;
            instance.batch.put(message.receiptHandle(), each);
            batch.add(
                    new QueueMessage(
                            message.id(),
                            message.receiptHandle(),
                            each.receipts,
                            message.sentAt(),
                            message.body()));
        }
        Set<String> back =
                instance.reactions.work(batch, () -> TIMEOUT.minus(instance.taken())).stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .collect(Collectors.toSet());
        instance.busyUntil = now.plus(instance.taken());
        for (Waiting each : taken) {
            if (back.contains(each.message.id())) {
                queue.add(each);
            } else {
                slowest = longer(slowest, each, instance.busyUntil);
            }
        }
        return taken.size() == BATCH;
    }

    private List<Waiting> take() {
        List<Waiting> taken = new ArrayList<>();
        @Nullable Waiting next = queue.peek();
        while (next != null && taken.size() < BATCH && !next.visibleAt.isAfter(now)) {
            queue.remove();
            taken.add(next);
            next = queue.peek();
        }
        return taken;
    }

    private static Duration longer(Duration slowest, Waiting settled, Instant at) {
        Duration taken =
                Duration.between(ReactionMessage.read(settled.message).orElseThrow().time(), at);
        return taken.compareTo(slowest) > 0 ? taken : slowest;
    }

    Set<AccountId> changedAccounts() {
        return lastLook.keySet();
    }

    /// The accounts that were changed after the last look at them, with how long.
    Map<AccountId, Duration> unseen() {
        Map<AccountId, Duration> unseen = new TreeMap<>();
        lastChange.forEach((account, at) -> {
            Instant seen = lastLook.getOrDefault(account, START);
            if (!seen.isAfter(at.plus(RecentLooks.MARGIN))) {
                unseen.put(account, Duration.between(at, seen));
            }
        });
        return unseen;
    }

    int looks() {
        return looks;
    }

    int invocations() {
        return invocations;
    }

    int mostReceipts() {
        return mostReceipts;
    }

    int waiting() {
        return queue.size();
    }

    /// From a change to the end of the batch that settled it.
    Duration slowest() {
        return slowest;
    }

    String figures() {
        return "%d changes, %d reconciliations, %d invocations, slowest %d s, at most %d receipts"
                .formatted(messages, looks, invocations, slowest.toSeconds(), mostReceipts);
    }
}
