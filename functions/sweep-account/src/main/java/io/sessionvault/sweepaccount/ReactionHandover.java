package io.sessionvault.sweepaccount;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ChangeMessage;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Has accounts looked at as if something had just been changed in them: what was changed under a
/// pause nobody has reacted to.
final class ReactionHandover {
    /// Stands where the name of a changing call does.
    private static final String CAUSE = "PauseLifted";

    private final SqsClient sqs;
    private final Optional<String> queueUrl;
    private final RegionName home;
    private final InstantSource clock;

    /// @param queueUrl the queue of reactions; empty where there are none
    /// @param home the function's Region
    ReactionHandover(
            SqsClient sqs, Optional<String> queueUrl, RegionName home, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.home = home;
        this.clock = clock;
    }

    /// Puts the account into the queue, if there is one. To be there twice changes nothing.
    ///
    /// @return whether there is one
    /// @throws software.amazon.awssdk.core.exception.SdkException when the queue does not take it
    boolean handOn(AccountId account) {
        queueUrl.ifPresent(url -> {
            String body = ChangeMessage.of(account, home, CAUSE, clock.instant());
            sqs.sendMessage(ask -> ask.queueUrl(url).messageBody(body));
        });
        return queueUrl.isPresent();
    }
}
