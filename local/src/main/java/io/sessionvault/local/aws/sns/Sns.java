package io.sessionvault.local.aws.sns;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.kms.KeyAccess;
import io.sessionvault.local.aws.kms.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/// Amazon SNS without subscriptions: what is published is kept to be looked at.
public final class Sns {
    private static final String KEY = "KmsMasterKeyId";

    /// Topics by ARN: the key that encrypts a topic, where one does.
    private final Map<String, Optional<String>> topics = new TreeMap<>();

    private final List<Notification> published = new CopyOnWriteArrayList<>();
    private final Ids ids;
    private final KeyAccess keys;

    /// @param ids where message ids come from
    /// @param keys the keys that topics may be encrypted with
    public Sns(Ids ids, KeyStore keys) {
        this.ids = ids;
        this.keys = new KeyAccess(keys);
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(CreateTopicRequest.class, this::create)
                        .on(
                                PublishRequest.class,
                                this::toPublish,
                                this::publish,
                                "PhoneNumber",
                                "MessageStructure",
                                "MessageGroupId");
        return new Service("sns", WireFormat.QUERY, SnsClient.class, operations);
    }

    /// Everything published so far, in order.
    public List<Notification> published() {
        return List.copyOf(published);
    }

    private CreateTopicResponse create(Call call, CreateTopicRequest request) {
        String name = String.valueOf(request.name());
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw new AwsError("InvalidParameter", 400, "Invalid parameter: Topic Name");
        }
        for (String attribute : request.attributes().keySet()) {
            if (!attribute.equals(KEY) && !attribute.equals("DisplayName")) {
                throw AwsError.notImplemented("topics with the attribute " + attribute);
            }
        }
        String arn = "arn:aws:sns:%s:%s:%s".formatted(call.region(), call.account(), name);
        topics.putIfAbsent(arn, Optional.ofNullable(request.attributes().get(KEY)));
        return CreateTopicResponse.builder().topicArn(arn).build();
    }

    /// Whoever publishes to an encrypted topic needs its key, too.
    ///
    /// Source: SNS developer guide, "Configuring AWS KMS permissions".
    private List<Permission> toPublish(Call call, PublishRequest request) {
        String topic = topic(request);
        var needed = new ArrayList<Permission>();
        needed.add(Permission.of("sns:Publish", topic));
        topics.getOrDefault(topic, Optional.empty())
                .ifPresent(key -> {
                    Map<String, String> context = new TreeMap<>();
                    context.put("kms:ViaService", "sns." + call.region() + ".amazonaws.com");
                    context.put("kms:EncryptionContext:aws:sns:topicArn", topic);
                    for (String action : List.of("kms:GenerateDataKey", "kms:Decrypt")) {
                        needed.add(keys.permission(call, action, key, call.region()).with(context));
                    }
                });
        return needed;
    }

    private PublishResponse publish(Call call, PublishRequest request) {
        String arn = topic(request);
        if (!topics.containsKey(arn)) {
            throw new AwsError("NotFound", 404, "Topic does not exist");
        }
        if (request.message() == null || request.message().isEmpty()) {
            throw new AwsError("InvalidParameter", 400, "Invalid parameter: Empty message");
        }
        published.add(
                new Notification(arn, Optional.ofNullable(request.subject()), request.message()));
        return PublishResponse.builder().messageId(ids.uuid()).build();
    }

    private static String topic(PublishRequest request) {
        return Optional.ofNullable(request.topicArn()).orElse(String.valueOf(request.targetArn()));
    }
}
