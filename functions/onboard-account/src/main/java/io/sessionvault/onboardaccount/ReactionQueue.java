package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.aws.ChangeMessage;
import io.sessionvault.event.QueueMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Lets messages come back to the queue of reactions when it is time for them, or puts them into it
/// anew.
final class ReactionQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ReactionQueue.class);

    /// Source: SQS API reference, `ChangeMessageVisibilityBatch` and `SendMessageBatch`.
    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String url;

    /// A message that has to come back.
    ///
    /// @param message the message
    /// @param delay after how long
    record Return(QueueMessage message, Duration delay) {}

    ReactionQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /// Puts messages into the queue as new ones, to be received at once and for the first time.
    ///
    /// @return those which the queue did not take
    List<ReactionMessage> putAnew(List<ReactionMessage> messages) {
        return messages.stream()
                .gather(Gatherers.windowFixed(BATCH))
                .flatMap(some -> refused(some).stream())
                .toList();
    }

    private List<ReactionMessage> refused(List<ReactionMessage> messages) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (ReactionMessage each : messages) {
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(entries.size()))
                            .messageBody(
                                    ChangeMessage.of(
                                            each.account(),
                                            each.region(),
                                            each.eventName(),
                                            each.time()))
                            .delaySeconds(0)
                            .build());
        }
        try {
            List<BatchResultErrorEntry> failed =
                    sqs.sendMessageBatch(ask -> ask.queueUrl(url).entries(entries)).failed();
            if (!failed.isEmpty()) {
                LOG.warn("messages are put off as they are", entry("cause", failed.toString()));
            }
            return failed.stream()
                    .map(error -> messages.get(Integer.parseInt(error.id())))
                    .toList();
        } catch (SdkException failure) {
            LOG.warn("messages are put off as they are", failure);
            return messages;
        }
    }

    /// Sets when each comes back; one for which that fails comes back after the queue's own timeout.
    void comeBack(List<Return> returns) {
        returns.stream().gather(Gatherers.windowFixed(BATCH)).forEach(this::some);
    }

    private void some(List<Return> returns) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (Return each : returns) {
            entries.add(
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(Integer.toString(entries.size()))
                            .receiptHandle(each.message().receiptHandle())
                            .visibilityTimeout(Math.toIntExact(each.delay().toSeconds()))
                            .build());
        }
        try {
            List<BatchResultErrorEntry> failed =
                    sqs.changeMessageVisibilityBatch(ask -> ask.queueUrl(url).entries(entries))
                            .failed();
            if (!failed.isEmpty()) {
                LOG.warn(
                        "messages come back after the queue's own timeout",
                        entry("cause", failed.toString()));
            }
        } catch (SdkException failure) {
            LOG.warn("messages come back after the queue's own timeout", failure);
        }
    }
}
