package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// Every operation of S3 heeds who has to own the bucket.
///
/// Source: S3 user guide, "Verifying bucket ownership with bucket owner condition".
class ExpectedBucketOwnerTest extends StandInTest {
    private static final String BUCKET = "vault";
    private static final String STRANGER = "999999999999";
    private static final String POLICY = "{\"Version\": \"2012-10-17\", \"Statement\": []}";

    private static final ServerSideEncryptionRule AES =
            ServerSideEncryptionRule.builder()
                    .applyServerSideEncryptionByDefault(
                            is -> is.sseAlgorithm(ServerSideEncryption.AES256))
                    .build();
    private static final LifecycleRule SHORT_LIVES =
            LifecycleRule.builder()
                    .id("old")
                    .status("Enabled")
                    .filter(f -> f.prefix(""))
                    .expiration(e -> e.days(1))
                    .build();

    /// A call by the name of its operation.
    private static final Map<String, Consumer<S3Client>> CALLS = new TreeMap<>();

    static {
        objects();
        uploads();
        listings();
        settings();
        protection();
    }

    private static void objects() {
        CALLS.put(
                "PutObject",
                s3 -> s3.putObject(a -> a.bucket(BUCKET).key("new"), RequestBody.fromString("x")));
        CALLS.put("GetObject", s3 -> s3.getObjectAsBytes(a -> a.bucket(BUCKET).key("k")));
        CALLS.put("HeadObject", s3 -> s3.headObject(a -> a.bucket(BUCKET).key("k")));
        CALLS.put("DeleteObject", s3 -> s3.deleteObject(a -> a.bucket(BUCKET).key("k")));
        CALLS.put(
                "CopyObject",
                s3 ->
                        s3.copyObject(a ->
                                a.sourceBucket(BUCKET)
                                        .sourceKey("k")
                                        .destinationBucket(BUCKET)
                                        .destinationKey("copy")));
    }

    private static void uploads() {
        CALLS.put(
                "CreateMultipartUpload",
                s3 -> s3.createMultipartUpload(a -> a.bucket(BUCKET).key("k")));
        CALLS.put(
                "UploadPart",
                s3 ->
                        s3.uploadPart(
                                a -> a.bucket(BUCKET).key("k").uploadId("none").partNumber(1),
                                RequestBody.fromString("x")));
        CALLS.put(
                "CompleteMultipartUpload",
                s3 ->
                        s3.completeMultipartUpload(a ->
                                a.bucket(BUCKET)
                                        .key("k")
                                        .uploadId("none")
                                        .multipartUpload(is ->
                                                is.parts(
                                                        CompletedPart.builder()
                                                                .partNumber(1)
                                                                .eTag("e")
                                                                .build()))));
        CALLS.put(
                "AbortMultipartUpload",
                s3 -> s3.abortMultipartUpload(a -> a.bucket(BUCKET).key("k").uploadId("none")));
    }

    private static void listings() {
        CALLS.put("HeadBucket", s3 -> s3.headBucket(a -> a.bucket(BUCKET)));
        CALLS.put("ListObjectsV2", s3 -> s3.listObjectsV2(a -> a.bucket(BUCKET)));
        CALLS.put("ListObjectVersions", s3 -> s3.listObjectVersions(a -> a.bucket(BUCKET)));
    }

    private static void settings() {
        CALLS.put(
                "PutBucketVersioning",
                s3 ->
                        s3.putBucketVersioning(a ->
                                a.bucket(BUCKET)
                                        .versioningConfiguration(
                                                v -> v.status(BucketVersioningStatus.ENABLED))));
        CALLS.put("GetBucketVersioning", s3 -> s3.getBucketVersioning(a -> a.bucket(BUCKET)));
        CALLS.put(
                "PutBucketEncryption",
                s3 ->
                        s3.putBucketEncryption(a ->
                                a.bucket(BUCKET)
                                        .serverSideEncryptionConfiguration(c -> c.rules(AES))));
        CALLS.put("GetBucketEncryption", s3 -> s3.getBucketEncryption(a -> a.bucket(BUCKET)));
        CALLS.put(
                "PutBucketNotificationConfiguration",
                s3 ->
                        s3.putBucketNotificationConfiguration(a ->
                                a.bucket(BUCKET)
                                        .notificationConfiguration(
                                                n -> n.eventBridgeConfiguration(e -> {}))));
        CALLS.put(
                "GetBucketNotificationConfiguration",
                s3 -> s3.getBucketNotificationConfiguration(a -> a.bucket(BUCKET)));
        CALLS.put(
                "PutBucketPolicy", s3 -> s3.putBucketPolicy(a -> a.bucket(BUCKET).policy(POLICY)));
        CALLS.put("GetBucketPolicy", s3 -> s3.getBucketPolicy(a -> a.bucket(BUCKET)));
        CALLS.put("DeleteBucketPolicy", s3 -> s3.deleteBucketPolicy(a -> a.bucket(BUCKET)));
    }

    private static void protection() {
        CALLS.put(
                "PutPublicAccessBlock",
                s3 ->
                        s3.putPublicAccessBlock(a ->
                                a.bucket(BUCKET)
                                        .publicAccessBlockConfiguration(
                                                c -> c.blockPublicAcls(true))));
        CALLS.put("GetPublicAccessBlock", s3 -> s3.getPublicAccessBlock(a -> a.bucket(BUCKET)));
        CALLS.put(
                "DeletePublicAccessBlock", s3 -> s3.deletePublicAccessBlock(a -> a.bucket(BUCKET)));
        CALLS.put(
                "PutObjectLockConfiguration",
                s3 ->
                        s3.putObjectLockConfiguration(a ->
                                a.bucket(BUCKET)
                                        .objectLockConfiguration(c ->
                                                c.objectLockEnabled(ObjectLockEnabled.ENABLED))));
        CALLS.put(
                "GetObjectLockConfiguration",
                s3 -> s3.getObjectLockConfiguration(a -> a.bucket(BUCKET)));
        CALLS.put(
                "PutBucketLifecycleConfiguration",
                s3 ->
                        s3.putBucketLifecycleConfiguration(a ->
                                a.bucket(BUCKET)
                                        .lifecycleConfiguration(c -> c.rules(SHORT_LIVES))));
        CALLS.put(
                "GetBucketLifecycleConfiguration",
                s3 -> s3.getBucketLifecycleConfiguration(a -> a.bucket(BUCKET)));
        CALLS.put("DeleteBucketLifecycle", s3 -> s3.deleteBucketLifecycle(a -> a.bucket(BUCKET)));
    }

    @BeforeEach
    void createBucket() {
        management.s3().createBucket(c -> c.bucket(BUCKET).objectLockEnabledForBucket(true));
        management.s3().putObject(a -> a.bucket(BUCKET).key("k"), RequestBody.fromString("x"));
        management.s3().putBucketPolicy(a -> a.bucket(BUCKET).policy(POLICY));
    }

    @Test
    void knowsACallOfEveryOperationOnABucketThatIsThere() {
        var operations =
                new TreeSet<>(
                        aws.services().stream()
                                .filter(service -> service.signingName().equals("s3"))
                                .findFirst()
                                .orElseThrow()
                                .operations()
                                .names());
        operations.remove("CreateBucket");

        assertThat(CALLS.keySet()).isEqualTo(operations);
    }

    static Stream<String> operations() {
        return CALLS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersOnlyWhereTheBucketIsTheirs(String operation) {
        assertForbidden(operation, "x-amz-expected-bucket-owner");
        try {
            call(operation, "x-amz-expected-bucket-owner", Clients.MANAGEMENT.value());
        } catch (S3Exception otherReason) {
            assertThat(otherReason.statusCode()).as("%s", otherReason).isNotEqualTo(403);
        }
    }

    @Test
    void heedsTheOwnerOfTheSourceOfACopyApart() {
        String source = "x-amz-source-expected-bucket-owner";

        call("CopyObject", source, Clients.MANAGEMENT.value());
        assertForbidden("CopyObject", source);
    }

    @Test
    void asksTheSourceOfACopyNotForTheOwnerOfTheCopy() {
        var member = administrator(management.createAccount("a"));
        member.s3().createBucket(c -> c.bucket("copies"));

        member.s3()
                .copyObject(a ->
                        a.sourceBucket(BUCKET)
                                .sourceKey("k")
                                .destinationBucket("copies")
                                .destinationKey("copy")
                                .expectedSourceBucketOwner(Clients.MANAGEMENT.value())
                                .expectedBucketOwner(member.sts().getCallerIdentity().account()));
    }

    private void assertForbidden(String operation, String header) {
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> call(operation, header, STRANGER))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    private void call(String operation, String header, String account) {
        Objects.requireNonNull(CALLS.get(operation)).accept(management.s3(header, account));
    }
}
