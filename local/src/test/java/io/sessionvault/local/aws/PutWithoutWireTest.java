package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class PutWithoutWireTest extends StandInTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void endsInTheSameObjectAndTheSameEventAsPutObject() throws JsonProcessingException {
        management.s3().createBucket(ask -> ask.bucket("b-1"));
        management
                .s3()
                .putBucketVersioning(ask ->
                        ask.bucket("b-1")
                                .versioningConfiguration(
                                        v -> v.status(BucketVersioningStatus.ENABLED)));
        management
                .s3()
                .putBucketNotificationConfiguration(ask ->
                        ask.bucket("b-1")
                                .notificationConfiguration(
                                        c -> c.eventBridgeConfiguration(e -> {})));
        PutObjectRequest request =
                PutObjectRequest.builder()
                        .bucket("b-1")
                        .key("a b")
                        .contentType("text/plain")
                        .build();
        int calls = aws.calls().list().size();

        String version =
                aws.putObject(
                                Clients.MANAGEMENT,
                                "us-east-1",
                                request,
                                SdkBytes.fromUtf8String("output"))
                        .versionId();
        assertThat(aws.calls().list()).hasSize(calls);
        management.s3().putObject(request, RequestBody.fromString("output"));

        assertThat(
                        management
                                .s3()
                                .getObjectAsBytes(
                                        ask -> ask.bucket("b-1").key("a b").versionId(version))
                                .asUtf8String())
                .isEqualTo("output");
        assertThat(events).hasSize(2);
        assertThat(plain(events.getFirst())).isEqualTo(plain(events.getLast()));
    }

    /// An event without what differs from one to the next.
    private static ObjectNode plain(String event) throws JsonProcessingException {
        ObjectNode plain = (ObjectNode) JSON.readTree(event);
        plain.remove("id");
        ((ObjectNode) plain.path("detail")).remove("request-id");
        ((ObjectNode) plain.at("/detail/object")).remove(List.of("version-id", "sequencer"));
        return plain;
    }
}
