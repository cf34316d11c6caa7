package io.sessionvault.sweepaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.aws.FoundAccount;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Hands accounts to the onboarding, which tries again until they are governed and alarms for those
/// that never are. A sweep that is interrupted in the middle would leave an account half governed,
/// and the next one could not tell that from drift.
final class OnboardingHandover {
    private final SqsClient sqs;
    private final String queueUrl;
    private final InstantSource clock;

    /// @param queueUrl the onboarding's queue
    OnboardingHandover(SqsClient sqs, String queueUrl, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    /// Puts the account into the queue. To be there twice changes nothing.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when the queue does not take it
    void handOn(AccountId account) {
        String body = FoundAccount.message(account, clock.instant());
        sqs.sendMessage(ask -> ask.queueUrl(queueUrl).messageBody(body));
    }

    /// Puts a message into the queue that nobody sees for a while.
    ///
    /// @param delay at most 15 minutes
    /// @throws software.amazon.awssdk.core.exception.SdkException when the queue does not take it
    void put(String message, Duration delay) {
        sqs.sendMessage(ask ->
                ask.queueUrl(queueUrl)
                        .messageBody(message)
                        .delaySeconds(Math.toIntExact(delay.toSeconds())));
    }
}
