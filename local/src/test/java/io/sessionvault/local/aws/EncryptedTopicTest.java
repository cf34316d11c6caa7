package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptedTopicTest extends RoleTest {
    @Test
    void asksForTheTopicAndForItsKey() {
        String key = management.kms().createKey().keyMetadata().arn();
        String topic =
                management
                        .sns()
                        .createTopic(
                                c -> c.name("findings").attributes(Map.of("KmsMasterKeyId", key)))
                        .topicArn();
        Clients writer = role("writer", may("sns:Publish", topic));

        assertDenied(
                "because no identity-based policy allows the kms:GenerateDataKey action",
                () -> writer.sns().publish(p -> p.topicArn(topic).message("m")));

        allow(
                Clients.MANAGEMENT,
                "writer",
                may("sns:Publish", topic),
                may("kms:GenerateDataKey", key));
        assertDenied(
                "because no identity-based policy allows the kms:Decrypt action",
                () -> writer.sns().publish(p -> p.topicArn(topic).message("m")));

        allow(Clients.MANAGEMENT, "writer", may("sns:Publish", topic), may("kms:*", key));
        writer.sns().publish(p -> p.topicArn(topic).message("m"));
        assertThat(aws.notifications()).hasSize(1);

        allow(Clients.MANAGEMENT, "writer", may("sns:Publish", topic + "-2"), may("kms:*", key));
        assertDenied(
                "because no identity-based policy allows the sns:Publish action",
                () -> writer.sns().publish(p -> p.topicArn(topic).message("m")));
    }
}
