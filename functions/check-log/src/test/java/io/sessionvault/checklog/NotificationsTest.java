package io.sessionvault.checklog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.aws.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tells of the vault's bucket in a form by which no log can be judged.
class NotificationsTest {
    private static final String OTHER_BUCKET = "amzn-s3-demo-bucket";

    private final FakeAws aws = new FakeAws();
    private final CheckLog check = aws.check(() -> Instant.EPOCH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectCreated:Put",
                "ObjectCreated:Post",
                "ObjectCreated:Copy",
                "ObjectCreated:CompleteMultipartUpload",
                "ObjectCreated:SomethingNew",
                ""
            })
    void anObjectOfTheVaultThatS3ItselfTellsOfComesBack(String name) throws IOException {
        assertComesBack(own(FakeAws.VAULT_BUCKET, name));
    }

    @Test
    void theFirstNotificationOfABucketThatWasSwitchedToS3sOwnFormComesBack() throws IOException {
        assertComesBack(test(FakeAws.VAULT_BUCKET));
    }

    @Test
    void whatATopicHandsOnComesBack() throws IOException {
        String event = Json.write(JsonMapper.builder().build().readTree(eventFile()));

        assertComesBack(topic(own(FakeAws.VAULT_BUCKET, "ObjectCreated:Put")));
        assertComesBack(topic(test(FakeAws.VAULT_BUCKET)));
        assertComesBack(topic(event));
        assertComesBack(
                """
                {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": %s}}]}
                """
                        .formatted(Json.write(own(FakeAws.VAULT_BUCKET, "ObjectCreated:Put"))));
    }

    @Test
    void oneRecordOfTheVaultIsEnough() throws IOException {
        assertComesBack(
                records(
                        record(OTHER_BUCKET, "ObjectCreated:Put"),
                        record(FakeAws.VAULT_BUCKET, "ObjectRemoved:Delete"),
                        record(FakeAws.VAULT_BUCKET, "ObjectCreated:Put")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":7}}}]}",
                "{\"Event\":\"s3:TestEvent\"}"
            })
    void whatDoesNotSayOfWhichBucketComesBack(String event) throws IOException {
        assertComesBack(event);
    }

    @Test
    void anotherBucketsNotificationIsAcknowledgedAndSaysWhatIsExpected() throws IOException {
        for (String event :
                new String[] {
                    own(OTHER_BUCKET, "ObjectCreated:Put"),
                    test(OTHER_BUCKET),
                    topic(own(OTHER_BUCKET, "ObjectCreated:Put"))
                }) {
            CheckedLog checked = checked(event);

            assertThat(checked.kind()).as(event).isEqualTo(CheckedLog.Kind.NOT_APPLICABLE);
            assertThat(checked.reason().orElseThrow()).contains(OTHER_BUCKET, "EventBridge");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectRemoved:DeleteMarkerCreated",
                "ObjectTagging:Put",
                "LifecycleExpiration:Delete",
                "ObjectRestore:Post"
            })
    void whatElseS3TellsOfTheVaultIsAcknowledged(String name) throws IOException {
        assertThat(checked(own(FakeAws.VAULT_BUCKET, name)).kind())
                .isEqualTo(CheckedLog.Kind.NOT_APPLICABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Records\":[]}",
                "{\"Records\":{}}",
                "{\"Records\":[1]}",
                "{\"Type\":\"Notification\",\"Message\":\"hello\"}",
                "{\"Type\":\"Notification\",\"Message\":{}}",
                "{\"Records\":[{\"eventSource\":\"aws:dynamodb\"}]}"
            })
    void whatTellsOfNoBucketIsAcknowledged(String event) throws IOException {
        assertThat(checked(event).kind()).isEqualTo(CheckedLog.Kind.NOT_APPLICABLE);
    }

    private void assertComesBack(String event) throws IOException {
        CheckedLog checked = checked(event);

        assertThat(checked.kind()).as(event).isEqualTo(CheckedLog.Kind.UNDETERMINED);
        assertThat(checked.reason().orElseThrow())
                .contains("\"Object Created\"")
                .contains(
                        "aws s3api put-bucket-notification-configuration --bucket "
                                + FakeAws.VAULT_BUCKET);
        assertThat(aws.looked).isEmpty();
    }

    private CheckedLog checked(String event) throws IOException {
        return check.check(JsonMapper.builder().build().readTree(event));
    }

    private static java.io.File eventFile() {
        return Path.of("../../events/check-log/log-put.json").toFile();
    }

    private static String own(String bucket, String name) {
        return records(record(bucket, name));
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String record(String bucket, String name) {
        return """
        {"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1", "eventName": "%s",
         "userIdentity": {"principalId": "AWS:AROA4EXAMPLE:i-0123"},
         "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "%s"},
                "object": {"key": "410987654321/us-east-1/ana%%40example.com-0f3a.log", "size": 7}}}
        """
                .formatted(name, bucket);
    }

    private static String test(String bucket) {
        return """
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-11-24T03:00:00.000Z",
         "Bucket": "%s", "RequestId": "7", "HostId": "8"}
        """
                .formatted(bucket);
    }

    private static String topic(String message) {
        return Json.write(
                Map.of(
                        "Type",
                        "Notification",
                        "TopicArn",
                        "arn:aws:sns:us-east-1:310987654321:arrivals",
                        "Message",
                        message));
    }
}
