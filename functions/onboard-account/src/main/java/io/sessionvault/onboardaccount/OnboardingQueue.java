package io.sessionvault.onboardaccount;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.FoundAccount;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Works off a batch: what is settled leaves the queue, the rest comes back, each time after a
/// longer wait.
final class OnboardingQueue {
    private static final Logger LOG = LoggerFactory.getLogger(OnboardingQueue.class);

    /// Source: SQS API reference, `SendMessageBatch`.
    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String url;

    OnboardingQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /// Tells whether a batch comes from this queue.
    ///
    /// Source: SQS developer guide, "Amazon SQS queue and message identifiers": URL and ARN end in
    /// the queue's name.
    boolean isSourceOf(LambdaInput.Batch batch) {
        String name = batch.queueArn().substring(batch.queueArn().lastIndexOf(':') + 1);
        return !name.isEmpty() && url.endsWith("/" + name);
    }

    /// Says which queue it is.
    @Override
    public String toString() {
        return url;
    }

    /// The messages of the batch that have to come back.
    List<BatchItemFailure> work(
            LambdaInput.Batch batch, OnboardAccount onboarding, String requestId) {
        return batch.messages().stream()
                .filter(message -> !isSettled(message, onboarding, requestId))
                .peek(this::delay)
                .map(message -> new BatchItemFailure(message.id()))
                .toList();
    }

    private static boolean isSettled(
            QueueMessage message, OnboardAccount onboarding, String requestId) {
        Optional<JsonNode> event = LambdaInput.event(message.body());
        if (event.isEmpty()) {
            LOG.error(
                    "message cannot be read",
                    entry("messageId", message.id()),
                    entry("reason", "it is not a JSON object"));
            return false;
        }
        try {
            return onboarding
                    .onboard(event.get(), message.sentAt(), message.receiveCount(), requestId)
                    .isSettled();
        } catch (RuntimeException unexpected) {
            // One message must not take the others of its batch down with it.
            LOG.error(
                    "onboarding failed unexpectedly", entry("messageId", message.id()), unexpected);
            return false;
        }
    }

    /// Puts a message for each account into the queue.
    ///
    /// @param foundAt when Organizations has named them
    /// @return what went wrong; empty when all are in it
    Optional<String> put(List<AccountId> accounts, Instant foundAt) {
        for (List<SendMessageBatchRequestEntry> entries :
                accounts.stream()
                        .map(account -> found(account, foundAt))
                        .gather(Gatherers.windowFixed(BATCH))
                        .toList()) {
            try {
                List<BatchResultErrorEntry> failed =
                        sqs.sendMessageBatch(ask -> ask.queueUrl(url).entries(entries)).failed();
                if (!failed.isEmpty()) {
                    return Optional.of(failed.getFirst().code() + ": " + failed);
                }
            } catch (SdkException failure) {
                return Optional.of(ServiceErrors.of(failure).toString());
            }
        }
        return Optional.empty();
    }

    /// Puts a message into the queue that nobody sees for a while.
    ///
    /// @param delay at most 15 minutes
    /// @throws SdkException when the queue does not take it
    void put(String message, Duration delay) {
        sqs.sendMessage(ask ->
                ask.queueUrl(url)
                        .messageBody(message)
                        .delaySeconds(Math.toIntExact(delay.toSeconds())));
    }

    private static SendMessageBatchRequestEntry found(AccountId account, Instant foundAt) {
        return SendMessageBatchRequestEntry.builder()
                .id(account.value())
                .messageBody(FoundAccount.message(account, foundAt))
                .build();
    }

    private void delay(QueueMessage message) {
        Duration delay = RetryDelay.after(message.receiveCount());
        try {
            sqs.changeMessageVisibility(ask ->
                    ask.queueUrl(url)
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout(Math.toIntExact(delay.toSeconds())));
            LOG.info(
                    "message comes back",
                    entry("messageId", message.id()),
                    entry("receiveCount", message.receiveCount()),
                    entry("seconds", delay.toSeconds()));
        } catch (SdkException failure) {
            LOG.warn(
                    "message comes back after the queue's own timeout",
                    entry("messageId", message.id()),
                    failure);
        }
    }
}
