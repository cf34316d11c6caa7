package io.sessionvault.checkvault;

import io.sessionvault.aws.Json;
import io.sessionvault.policy.BucketPolicy;
import io.sessionvault.policy.KeyPolicies;
import io.sessionvault.vault.ObjectLock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// A vault as it is deployed, which a test spoils.
final class FakeVault {
    /// The error codes of operations that fail, by the operation's name.
    final Map<String, String> failing = new HashMap<>();

    /// The messages in each queue by its name: visible, in flight, delayed.
    final Map<String, List<Integer>> messages = new HashMap<>();

    /// What CloudWatch has of a metric, by its name.
    final Map<String, List<Datapoint>> points = new HashMap<>();

    /// The keys' states by their ARN.
    final Map<String, String> keyStates = new HashMap<>();

    /// The keys that do not rotate.
    final List<String> standingKeys = new ArrayList<>();

    final List<ObjectVersion> versions = new ArrayList<>();
    final List<DeleteMarkerEntry> markers = new ArrayList<>();

    UnaryOperator<String> bucketPolicy = policy -> policy;
    UnaryOperator<String> sessionKeyPolicy = policy -> policy;
    UnaryOperator<String> bucketKeyPolicy = policy -> policy;
    ServerSideEncryptionRule encryption;
    PublicAccessBlockConfiguration publicAccess =
            PublicAccessBlockConfiguration.builder()
                    .blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)
                    .build();
    @Nullable String versioning = "Enabled";
    @Nullable EventBridgeConfiguration eventBridge = EventBridgeConfiguration.builder().build();
    ObjectLockConfiguration lock;
    List<LifecycleRule> lifecycle;

    private final VaultExpectation expected;

    FakeVault(VaultExpectation expected) {
        this.expected = expected;
        this.encryption = rule(expected.deployed().vault().bucketKey().toString());
        this.lock = lock(expected);
        this.lifecycle = lifecycle(expected);
    }

    static ServerSideEncryptionRule rule(String key) {
        return ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(
                        by -> by.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                .bucketKeyEnabled(true)
                .blockedEncryptionTypes(blocked -> blocked.encryptionTypeWithStrings("SSE-C"))
                .build();
    }

    private static ObjectLockConfiguration lock(VaultExpectation expected) {
        var lock = ObjectLockConfiguration.builder().objectLockEnabled("Enabled");
        if (expected.lock() != ObjectLock.NONE) {
            lock.rule(rule ->
                    rule.defaultRetention(
                            DefaultRetention.builder()
                                    .mode(expected.lock().name())
                                    .days((int) expected.retention().toDays())
                                    .build()));
        }
        return lock.build();
    }

    /// As S3 gives back what the template deploys.
    private static List<LifecycleRule> lifecycle(VaultExpectation expected) {
        int expiry = (int) expected.retention().toDays() + 1;
        int earlier = expected.lock() == ObjectLock.NONE ? expiry : 30;
        return List.of(
                enabled()
                        .transitions(
                                Transition.builder().days(60).storageClass("STANDARD_IA").build())
                        .build(),
                enabled()
                        .expiration(after -> after.days(expiry))
                        .noncurrentVersionExpiration(after -> after.noncurrentDays(earlier))
                        .build(),
                enabled()
                        .expiration(after -> after.expiredObjectDeleteMarker(true))
                        .abortIncompleteMultipartUpload(after -> after.daysAfterInitiation(7))
                        .build());
    }

    static LifecycleRule.Builder enabled() {
        return LifecycleRule.builder().status("Enabled").filter(all -> all.prefix(""));
    }

    private void answer(String operation, AwsServiceException.Builder failure) {
        String code = failing.get(operation);
        if (code != null) {
            throw failure.statusCode(400)
                    .requestId("request-" + failing.size())
                    .awsErrorDetails(
                            AwsErrorDetails.builder()
                                    .errorCode(code)
                                    .errorMessage("no message of interest")
                                    .build())
                    .build();
        }
    }

    S3Client s3() {
        return new Bucket();
    }

    KmsClient kms() {
        return new Keys();
    }

    CloudWatchClient cloudWatch() {
        return new Metrics();
    }

    SqsClient sqs() {
        return new Work();
    }

    private final class Bucket implements S3Client {
        @Override
        public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest ask) {
            answer("GetBucketEncryption", S3Exception.builder());
            return GetBucketEncryptionResponse.builder()
                    .serverSideEncryptionConfiguration(rules -> rules.rules(encryption))
                    .build();
        }

        @Override
        public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest ask) {
            answer("GetPublicAccessBlock", S3Exception.builder());
            return GetPublicAccessBlockResponse.builder()
                    .publicAccessBlockConfiguration(publicAccess)
                    .build();
        }

        @Override
        public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest ask) {
            answer("GetBucketVersioning", S3Exception.builder());
            return GetBucketVersioningResponse.builder().status(versioning).build();
        }

        @Override
        public GetObjectLockConfigurationResponse getObjectLockConfiguration(
                GetObjectLockConfigurationRequest ask) {
            answer("GetObjectLockConfiguration", S3Exception.builder());
            return GetObjectLockConfigurationResponse.builder()
                    .objectLockConfiguration(lock)
                    .build();
        }

        @Override
        public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
                GetBucketLifecycleConfigurationRequest ask) {
            answer("GetBucketLifecycleConfiguration", S3Exception.builder());
            return GetBucketLifecycleConfigurationResponse.builder().rules(lifecycle).build();
        }

        @Override
        public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
                GetBucketNotificationConfigurationRequest ask) {
            answer("GetBucketNotificationConfiguration", S3Exception.builder());
            return GetBucketNotificationConfigurationResponse.builder()
                    .eventBridgeConfiguration(eventBridge)
                    .build();
        }

        @Override
        public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest ask) {
            answer("GetBucketPolicy", S3Exception.builder());
            String policy = Json.write(BucketPolicy.document(expected.deployed()));
            return GetBucketPolicyResponse.builder().policy(bucketPolicy.apply(policy)).build();
        }

        @Override
        public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest ask) {
            answer("ListObjectVersions", S3Exception.builder());
            return ListObjectVersionsResponse.builder()
                    .isTruncated(false)
                    .versions(versions)
                    .deleteMarkers(markers)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Keys implements KmsClient {
        @Override
        public DescribeKeyResponse describeKey(DescribeKeyRequest ask) {
            answer("DescribeKey", KmsException.builder());
            return DescribeKeyResponse.builder()
                    .keyMetadata(
                            key -> key.keyState(keyStates.getOrDefault(ask.keyId(), "Enabled")))
                    .build();
        }

        @Override
        public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest ask) {
            answer("GetKeyRotationStatus", KmsException.builder());
            return GetKeyRotationStatusResponse.builder()
                    .keyRotationEnabled(!standingKeys.contains(ask.keyId()))
                    .build();
        }

        @Override
        public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest ask) {
            answer("GetKeyPolicy", KmsException.builder());
            var deployed = expected.deployed();
            boolean isSession = deployed.sessionKey().toString().equals(ask.keyId());
            String policy =
                    isSession
                            ? sessionKeyPolicy.apply(Json.write(KeyPolicies.ofSessionKey(deployed)))
                            : bucketKeyPolicy.apply(Json.write(KeyPolicies.ofBucketKey(deployed)));
            return GetKeyPolicyResponse.builder().policy(policy).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Metrics implements CloudWatchClient {
        @Override
        public GetMetricStatisticsResponse getMetricStatistics(GetMetricStatisticsRequest ask) {
            answer("GetMetricStatistics", CloudWatchException.builder());
            return GetMetricStatisticsResponse.builder()
                    .datapoints(points.getOrDefault(ask.metricName(), List.of()))
                    .build();
        }

        @Override
        public String serviceName() {
            return "cloudwatch";
        }

        @Override
        public void close() {}
    }

    private final class Work implements SqsClient {
        @Override
        public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest ask) {
            answer("GetQueueAttributes", SqsException.builder());
            String name = ask.queueUrl().substring(ask.queueUrl().lastIndexOf('/') + 1);
            List<Integer> waiting =
                    Objects.requireNonNullElse(messages.get(name), List.of(0, 0, 0));
            return GetQueueAttributesResponse.builder()
                    .attributesWithStrings(
                            Map.of(
                                    "ApproximateNumberOfMessages",
                                    waiting.get(0).toString(),
                                    "ApproximateNumberOfMessagesNotVisible",
                                    waiting.get(1).toString(),
                                    "ApproximateNumberOfMessagesDelayed",
                                    waiting.get(2).toString()))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
