package io.sessionvault.local.aws.sns;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/// Amazon SNS without subscriptions: what is published is kept to be looked at.
public final class Sns {
    private final Set<String> topics = new TreeSet<>();
    private final List<Notification> published = new CopyOnWriteArrayList<>();
    private final Ids ids;

    /// @param ids where message ids come from
    public Sns(Ids ids) {
        this.ids = ids;
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(CreateTopicRequest.class, this::create)
                        .on(
                                PublishRequest.class,
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
        String arn = "arn:aws:sns:%s:%s:%s".formatted(call.region(), call.account(), name);
        topics.add(arn);
        return CreateTopicResponse.builder().topicArn(arn).build();
    }

    private PublishResponse publish(Call call, PublishRequest request) {
        String arn = Optional.ofNullable(request.topicArn()).orElse(request.targetArn());
        if (arn == null || !topics.contains(arn)) {
            throw new AwsError("NotFound", 404, "Topic does not exist");
        }
        if (request.message() == null || request.message().isEmpty()) {
            throw new AwsError("InvalidParameter", 400, "Invalid parameter: Empty message");
        }
        published.add(
                new Notification(arn, Optional.ofNullable(request.subject()), request.message()));
        return PublishResponse.builder().messageId(ids.uuid()).build();
    }
}
