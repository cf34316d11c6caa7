package io.sessionvault.checkvault;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Looks whether work of the vault was given up. Messages wait in the work queues as a matter of
/// course; how long the oldest one has waited only CloudWatch knows, whose alarms watch it.
///
/// Source: SQS API reference, `GetQueueAttributes`.
final class Queues {
    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);
    private static final Set<String> NO_QUEUE =
            Set.of("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist");
    private static final List<QueueAttributeName> MESSAGES =
            List.of(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final SqsClient sqs;
    private final VaultExpectation expected;

    Queues(SqsClient sqs, VaultExpectation expected) {
        this.sqs = sqs;
        this.expected = expected;
    }

    /// All queues.
    List<LocatedFinding> findings() {
        return Stream.concat(
                        expected.deadLetterQueues().stream().map(url -> queue(url, true)),
                        expected.workQueues().stream().map(url -> queue(url, false)))
                .flatMap(List::stream)
                .toList();
    }

    private List<LocatedFinding> queue(String url, boolean shouldBeEmpty) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        return new Look(name, Rule.VAULT_QUEUE)
                .at(
                        "GetQueueAttributes",
                        NO_QUEUE,
                        "expected a queue, found none",
                        () -> messages(url),
                        messages -> {
                            LOG.info(
                                    "queue looked at",
                                    entry("queue", name),
                                    entry("messages", messages));
                            return shouldBeEmpty && messages > 0
                                    ? List.of(
                                            "expected no message, found about "
                                                    + messages
                                                    + " that were given up")
                                    : List.of();
                        });
    }

    private long messages(String url) {
        Map<QueueAttributeName, String> attributes =
                sqs.getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(MESSAGES))
                        .attributes();
        return MESSAGES.stream()
                .mapToLong(name ->
                        Long.parseLong(
                                Objects.requireNonNull(
                                        attributes.get(name), () -> "SQS tells no " + name)))
                .sum();
    }
}
