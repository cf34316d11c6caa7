package io.sessionvault.writereport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/// A topic that keeps its messages, or fails.
final class Topic implements SnsClient {
    static final String ARN = "arn:aws:sns:eu-west-1:310987654321:alarms";

    final List<PublishRequest> messages = new ArrayList<>();
    @Nullable SnsException failure;
    private final List<String> diary;

    Topic(List<String> diary) {
        this.diary = diary;
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (failure != null) {
            throw failure;
        }
        messages.add(request);
        diary.add("publish");
        return PublishResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "sns";
    }

    @Override
    public void close() {}
}
