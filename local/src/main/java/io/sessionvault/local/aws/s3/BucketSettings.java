package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// What the owner of a bucket can set about it.
final class BucketSettings {
    private static final ServerSideEncryptionRule USUAL =
            ServerSideEncryptionRule.builder()
                    .applyServerSideEncryptionByDefault(
                            d -> d.sseAlgorithm(ServerSideEncryption.AES256))
                    .bucketKeyEnabled(false)
                    .build();

    private final Buckets buckets;

    BucketSettings(Buckets buckets) {
        this.buckets = buckets;
    }

    void register(Operations operations, BucketAccess access) {
        operations
                .on(
                        PutBucketVersioningRequest.class,
                        access.toBucket(
                                "s3:PutBucketVersioning", PutBucketVersioningRequest::bucket),
                        this::putVersioning,
                        "MFA")
                .on(
                        GetBucketVersioningRequest.class,
                        access.toBucket(
                                "s3:GetBucketVersioning", GetBucketVersioningRequest::bucket),
                        this::getVersioning)
                .on(
                        PutBucketEncryptionRequest.class,
                        access.toBucket(
                                "s3:PutEncryptionConfiguration",
                                PutBucketEncryptionRequest::bucket),
                        this::putEncryption)
                .on(
                        GetBucketEncryptionRequest.class,
                        access.toBucket(
                                "s3:GetEncryptionConfiguration",
                                GetBucketEncryptionRequest::bucket),
                        this::getEncryption)
                .on(
                        PutBucketNotificationConfigurationRequest.class,
                        access.toBucket(
                                "s3:PutBucketNotification",
                                PutBucketNotificationConfigurationRequest::bucket),
                        this::putNotification)
                .on(
                        GetBucketNotificationConfigurationRequest.class,
                        access.toBucket(
                                "s3:GetBucketNotification",
                                GetBucketNotificationConfigurationRequest::bucket),
                        this::getNotification)
                .on(
                        PutBucketPolicyRequest.class,
                        access.toBucket("s3:PutBucketPolicy", PutBucketPolicyRequest::bucket),
                        this::putPolicy)
                .on(
                        GetBucketPolicyRequest.class,
                        access.toBucket("s3:GetBucketPolicy", GetBucketPolicyRequest::bucket),
                        this::getPolicy)
                .on(
                        DeleteBucketPolicyRequest.class,
                        access.toBucket("s3:DeleteBucketPolicy", DeleteBucketPolicyRequest::bucket),
                        this::deletePolicy);
    }

    private PutBucketVersioningResponse putVersioning(
            Call call, PutBucketVersioningRequest request) {
        if (request.versioningConfiguration().mfaDelete() != null) {
            throw AwsError.notImplemented("MFA delete");
        }
        buckets.own(call, request.bucket()).versioning =
                Optional.of(request.versioningConfiguration().status());
        return PutBucketVersioningResponse.builder().build();
    }

    private GetBucketVersioningResponse getVersioning(
            Call call, GetBucketVersioningRequest request) {
        var response = GetBucketVersioningResponse.builder();
        buckets.own(call, request.bucket()).versioning.ifPresent(response::status);
        return response.build();
    }

    private PutBucketEncryptionResponse putEncryption(
            Call call, PutBucketEncryptionRequest request) {
        var rules = request.serverSideEncryptionConfiguration().rules();
        if (rules.size() != 1) {
            throw new AwsError("MalformedXML", 400, "There must be one encryption rule.");
        }
        buckets.own(call, request.bucket()).encryption = Optional.of(rules.getFirst());
        return PutBucketEncryptionResponse.builder().build();
    }

    /// Other accounts may read it, too, as the agents of members do.
    private GetBucketEncryptionResponse getEncryption(
            Call call, GetBucketEncryptionRequest request) {
        ServerSideEncryptionRule rule =
                buckets.find(call, request.bucket()).encryption.orElse(USUAL);
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(c -> c.rules(rule))
                .build();
    }

    private PutBucketNotificationConfigurationResponse putNotification(
            Call call, PutBucketNotificationConfigurationRequest request) {
        NotificationConfiguration wanted = request.notificationConfiguration();
        if (wanted.hasQueueConfigurations()
                || wanted.hasTopicConfigurations()
                || wanted.hasLambdaFunctionConfigurations()) {
            throw AwsError.notImplemented("notifications to anything but EventBridge");
        }
        buckets.own(call, request.bucket()).sendsEvents = wanted.eventBridgeConfiguration() != null;
        return PutBucketNotificationConfigurationResponse.builder().build();
    }

    private GetBucketNotificationConfigurationResponse getNotification(
            Call call, GetBucketNotificationConfigurationRequest request) {
        var response = GetBucketNotificationConfigurationResponse.builder();
        if (buckets.own(call, request.bucket()).sendsEvents) {
            response.eventBridgeConfiguration(e -> {});
        }
        return response.build();
    }

    private PutBucketPolicyResponse putPolicy(Call call, PutBucketPolicyRequest request) {
        Bucket bucket = buckets.own(call, request.bucket());
        try {
            PolicyDocument.parse(request.policy());
        } catch (AwsError malformed) {
            throw malformed.status() == 501
                    ? malformed
                    : new AwsError("MalformedPolicy", 400, malformed.text());
        }
        bucket.policy = Optional.of(request.policy());
        return PutBucketPolicyResponse.builder().build();
    }

    private GetBucketPolicyResponse getPolicy(Call call, GetBucketPolicyRequest request) {
        String policy =
                buckets.own(call, request.bucket())
                        .policy
                        .orElseThrow(() ->
                                new AwsError(
                                        "NoSuchBucketPolicy",
                                        404,
                                        "The bucket policy does not exist"));
        return GetBucketPolicyResponse.builder().policy(policy).build();
    }

    private DeleteBucketPolicyResponse deletePolicy(Call call, DeleteBucketPolicyRequest request) {
        buckets.own(call, request.bucket()).policy = Optional.empty();
        return DeleteBucketPolicyResponse.builder().build();
    }
}
