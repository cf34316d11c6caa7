package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class SqsTest extends StandInTest {
    @SuppressWarnings("NullAway.Init")
    private SqsClient sqs;

    @SuppressWarnings("NullAway.Init")
    private String dead;

    @SuppressWarnings("NullAway.Init")
    private String queue;

    @BeforeEach
    void createQueues() {
        sqs = management.sqs();
        dead = sqs.createQueue(c -> c.queueName("dead")).queueUrl();
        String redrive =
                "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:111122223333:dead\", \"maxReceiveCount\": \"2\"}";
        queue =
                sqs.createQueue(c ->
                                c.queueName("logs")
                                        .attributes(
                                                Map.of(
                                                        QueueAttributeName.VISIBILITY_TIMEOUT,
                                                        "60",
                                                        QueueAttributeName.REDRIVE_POLICY,
                                                        redrive)))
                        .queueUrl();
    }

    @Test
    void hidesReceivedMessagesForTheVisibilityTimeout() {
        send("hello");

        assertThat(receive(queue)).extracting(Message::body).containsExactly("hello");
        assertThat(receive(queue)).isEmpty();
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");

        now = now.plus(Duration.ofSeconds(60));

        assertThat(receive(queue))
                .extracting(m ->
                        m.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .containsExactly("2");
    }

    @Test
    void movesMessagesReceivedTooOftenToTheDeadLetters() {
        send("poison");
        for (int i = 0; i < 2; i++) {
            assertThat(receive(queue)).hasSize(1);
            now = now.plus(Duration.ofSeconds(60));
        }

        assertThat(receive(queue)).isEmpty();

        assertThat(receive(dead)).extracting(Message::body).containsExactly("poison");
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("0");
    }

    @Test
    void forgetsDeletedMessagesAndIgnoresOldReceipts() {
        send("hello");
        String old = receive(queue).getFirst().receiptHandle();
        now = now.plus(Duration.ofSeconds(60));
        String fresh = receive(queue).getFirst().receiptHandle();

        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(old));
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(fresh));
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("0");
    }

    @Test
    void changesForHowLongAMessageIsHidden() {
        send("hello");
        String receipt = receive(queue).getFirst().receiptHandle();

        sqs.changeMessageVisibility(
                c -> c.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(0));

        assertThat(receive(queue)).hasSize(1);
        assertRefused(
                "ReceiptHandleIsInvalid",
                400,
                () ->
                        sqs.changeMessageVisibility(c ->
                                c.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(0)));
    }

    @Test
    void sendsBatchesAndPurges() {
        sqs.sendMessageBatch(b ->
                b.queueUrl(queue)
                        .entries(
                                SendMessageBatchRequestEntry.builder()
                                        .id("1")
                                        .messageBody("a")
                                        .build(),
                                SendMessageBatchRequestEntry.builder()
                                        .id("2")
                                        .messageBody("b")
                                        .delaySeconds(10)
                                        .build()));
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("1");
        assertThat(count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .isEqualTo("1");

        sqs.purgeQueue(p -> p.queueUrl(queue));

        now = now.plus(Duration.ofSeconds(10));
        assertThat(receive(queue)).isEmpty();
        assertRefused(
                "AWS.SimpleQueueService.EmptyBatchRequest",
                400,
                () -> sqs.sendMessageBatch(b -> b.queueUrl(queue).entries(List.of())));
    }

    @Test
    void wakesALongPollWhenAMessageArrives() throws Exception {
        var poll =
                CompletableFuture.supplyAsync(() ->
                        sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(20)).messages());
        send("late");

        assertThat(poll.get(20, TimeUnit.SECONDS))
                .extracting(Message::body)
                .containsExactly("late");
    }

    @Test
    void namesQueuesThatAreNotThere() {
        assertRefused(
                "AWS.SimpleQueueService.NonExistentQueue",
                400,
                () -> sqs.getQueueUrl(g -> g.queueName("none")));
        assertRefused(
                "AWS.SimpleQueueService.NonExistentQueue",
                400,
                () ->
                        management
                                .in("eu-west-1")
                                .sqs()
                                .sendMessage(s -> s.queueUrl(queue).messageBody("x")));
        assertThat(sqs.getQueueUrl(g -> g.queueName("logs")).queueUrl()).isEqualTo(queue);
    }

    private void send(String body) {
        sqs.sendMessage(s -> s.queueUrl(queue).messageBody(body));
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(r ->
                        r.queueUrl(url)
                                .maxNumberOfMessages(10)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private String count(String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(g -> g.queueUrl(url).attributeNames(name))
                .attributes()
                .getOrDefault(name, "absent");
    }
}
