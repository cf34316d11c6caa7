package io.sessionvault.local.aws.sqs;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;

/// The queues of every account and Region.
final class Queues {
    private static final Pattern URL = Pattern.compile(".*/([0-9]{12})/([A-Za-z0-9_-]{1,80})/?");

    private final Map<String, MessageQueue> byArn = new TreeMap<>();

    void register(Operations operations) {
        operations
                .on(CreateQueueRequest.class, this::create)
                .on(GetQueueUrlRequest.class, this::url)
                .on(
                        GetQueueAttributesRequest.class,
                        to("sqs:GetQueueAttributes", GetQueueAttributesRequest::queueUrl),
                        this::attributes)
                .on(
                        PurgeQueueRequest.class,
                        to("sqs:PurgeQueue", PurgeQueueRequest::queueUrl),
                        this::purge);
    }

    /// An action on a queue.
    ///
    /// @param url the queue's URL
    <Q extends SdkRequest> Authorization<Q> to(String action, Function<Q, String> url) {
        return Authorization.to(action, (call, request) -> find(call, url.apply(request)).arn);
    }

    /// The queue that a URL names, in the Region of the call.
    ///
    /// @throws AwsError `QueueDoesNotExist` when there is none
    MessageQueue find(Call call, @Nullable String url) {
        Matcher parts = URL.matcher(String.valueOf(url));
        if (!parts.matches()) {
            throw SqsErrors.noQueue();
        }
        return byArn(arn(call.region(), parts.group(1), parts.group(2)))
                .orElseThrow(SqsErrors::noQueue);
    }

    Optional<MessageQueue> byArn(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    private CreateQueueResponse create(Call call, CreateQueueRequest request) {
        String name = String.valueOf(request.queueName());
        if (name.endsWith(".fifo") || request.attributesAsStrings().containsKey("FifoQueue")) {
            throw AwsError.notImplemented("FIFO queues");
        }
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw SqsErrors.invalidValue("Can only include alphanumeric characters: " + name);
        }
        String arn = arn(call.region(), call.account(), name);
        var queue = new MessageQueue(name, arn, request.attributesAsStrings(), call.now());
        MessageQueue old = byArn.putIfAbsent(arn, queue);
        if (old != null
                && !old.attributes
                        .entrySet()
                        .containsAll(request.attributesAsStrings().entrySet())) {
            throw SqsErrors.queueExists(name);
        }
        return CreateQueueResponse.builder().queueUrl(url(call, call.account(), name)).build();
    }

    private GetQueueUrlResponse url(Call call, GetQueueUrlRequest request) {
        String owner = Optional.ofNullable(request.queueOwnerAWSAccountId()).orElse(call.account());
        MessageQueue queue =
                byArn(arn(call.region(), owner, request.queueName()))
                        .orElseThrow(SqsErrors::noQueue);
        return GetQueueUrlResponse.builder().queueUrl(url(call, owner, queue.name)).build();
    }

    private GetQueueAttributesResponse attributes(Call call, GetQueueAttributesRequest request) {
        MessageQueue queue = find(call, request.queueUrl());
        var all = new TreeMap<>(queue.attributes);
        all.putAll(queue.counts(call.now()));
        all.put("QueueArn", queue.arn);
        all.put("CreatedTimestamp", Long.toString(queue.created.getEpochSecond()));
        all.put("LastModifiedTimestamp", Long.toString(queue.created.getEpochSecond()));
        List<String> asked = request.attributeNamesAsStrings();
        if (!asked.contains("All")) {
            all.keySet().retainAll(asked);
        }
        return GetQueueAttributesResponse.builder().attributesWithStrings(all).build();
    }

    private PurgeQueueResponse purge(Call call, PurgeQueueRequest request) {
        find(call, request.queueUrl()).clear();
        return PurgeQueueResponse.builder().build();
    }

    private static String url(Call call, String account, String name) {
        return call.endpoint() + "/" + account + "/" + name;
    }

    private static String arn(String region, String account, String name) {
        return "arn:aws:sqs:" + region + ":" + account + ":" + name;
    }
}
