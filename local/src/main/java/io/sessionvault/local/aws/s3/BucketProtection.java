package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.List;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;

/// What protects a bucket's objects: the public access block, Object Lock and the lifecycle. The
/// lifecycle is kept and never runs, and the public access block closes nothing, because nobody
/// here is outside of the organization.
///
/// Source: S3 API reference, the operations of these names; S3 user guide, "Required permissions
/// for Amazon S3 API operations".
final class BucketProtection {
    private final Buckets buckets;

    BucketProtection(Buckets buckets) {
        this.buckets = buckets;
    }

    void register(Operations operations, BucketAccess access) {
        registerPublicAccess(operations, access);
        operations
                .on(
                        PutObjectLockConfigurationRequest.class,
                        access.toBucket(
                                "s3:PutBucketObjectLockConfiguration",
                                PutObjectLockConfigurationRequest::bucket),
                        this::putLock,
                        "Token")
                .on(
                        GetObjectLockConfigurationRequest.class,
                        access.toBucket(
                                "s3:GetBucketObjectLockConfiguration",
                                GetObjectLockConfigurationRequest::bucket),
                        this::getLock)
                .on(
                        PutBucketLifecycleConfigurationRequest.class,
                        access.toBucket(
                                "s3:PutLifecycleConfiguration",
                                PutBucketLifecycleConfigurationRequest::bucket),
                        this::putLifecycle)
                .on(
                        GetBucketLifecycleConfigurationRequest.class,
                        access.toBucket(
                                "s3:GetLifecycleConfiguration",
                                GetBucketLifecycleConfigurationRequest::bucket),
                        this::getLifecycle)
                .on(
                        DeleteBucketLifecycleRequest.class,
                        access.toBucket(
                                "s3:PutLifecycleConfiguration",
                                DeleteBucketLifecycleRequest::bucket),
                        this::deleteLifecycle);
    }

    private void registerPublicAccess(Operations operations, BucketAccess access) {
        operations
                .on(
                        PutPublicAccessBlockRequest.class,
                        access.toBucket(
                                "s3:PutBucketPublicAccessBlock",
                                PutPublicAccessBlockRequest::bucket),
                        this::putPublicAccessBlock)
                .on(
                        GetPublicAccessBlockRequest.class,
                        access.toBucket(
                                "s3:GetBucketPublicAccessBlock",
                                GetPublicAccessBlockRequest::bucket),
                        this::getPublicAccessBlock)
                .on(
                        DeletePublicAccessBlockRequest.class,
                        access.toBucket(
                                "s3:PutBucketPublicAccessBlock",
                                DeletePublicAccessBlockRequest::bucket),
                        this::deletePublicAccessBlock);
    }

    private PutPublicAccessBlockResponse putPublicAccessBlock(
            Call call, PutPublicAccessBlockRequest request) {
        buckets.own(call, request.bucket()).publicAccessBlock =
                request.publicAccessBlockConfiguration();
        return PutPublicAccessBlockResponse.builder().build();
    }

    private GetPublicAccessBlockResponse getPublicAccessBlock(
            Call call, GetPublicAccessBlockRequest request) {
        var block = buckets.own(call, request.bucket()).publicAccessBlock;
        if (block == null) {
            throw new AwsError(
                    "NoSuchPublicAccessBlockConfiguration",
                    404,
                    "The public access block configuration was not found");
        }
        return GetPublicAccessBlockResponse.builder().publicAccessBlockConfiguration(block).build();
    }

    private DeletePublicAccessBlockResponse deletePublicAccessBlock(
            Call call, DeletePublicAccessBlockRequest request) {
        buckets.own(call, request.bucket()).publicAccessBlock = null;
        return DeletePublicAccessBlockResponse.builder().build();
    }

    private PutObjectLockConfigurationResponse putLock(
            Call call, PutObjectLockConfigurationRequest request) {
        Bucket bucket = buckets.own(call, request.bucket());
        ObjectLockConfiguration wanted = request.objectLockConfiguration();
        if (!bucket.isVersioned()) {
            throw new AwsError(
                    "InvalidBucketState",
                    409,
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }
        if (wanted == null || wanted.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
            throw malformed("Object Lock cannot be switched off");
        }
        if (wanted.rule() != null) {
            DefaultRetention retention = wanted.rule().defaultRetention();
            if (retention == null
                    || retention.mode() == null
                    || (retention.days() == null) == (retention.years() == null)) {
                throw malformed("a default retention has a mode and either days or years");
            }
        }
        bucket.lock = wanted;
        return PutObjectLockConfigurationResponse.builder().build();
    }

    private GetObjectLockConfigurationResponse getLock(
            Call call, GetObjectLockConfigurationRequest request) {
        ObjectLockConfiguration lock = buckets.own(call, request.bucket()).lock;
        if (lock == null) {
            throw new AwsError(
                    "ObjectLockConfigurationNotFoundError",
                    404,
                    "Object Lock configuration does not exist for this bucket");
        }
        return GetObjectLockConfigurationResponse.builder().objectLockConfiguration(lock).build();
    }

    private PutBucketLifecycleConfigurationResponse putLifecycle(
            Call call, PutBucketLifecycleConfigurationRequest request) {
        List<LifecycleRule> rules =
                request.lifecycleConfiguration() == null
                        ? List.of()
                        : request.lifecycleConfiguration().rules();
        if (rules.isEmpty() || rules.stream().anyMatch(rule -> rule.status() == null)) {
            throw malformed("a lifecycle has rules, each with a status");
        }
        buckets.own(call, request.bucket()).lifecycle = rules;
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    private GetBucketLifecycleConfigurationResponse getLifecycle(
            Call call, GetBucketLifecycleConfigurationRequest request) {
        List<LifecycleRule> rules = buckets.own(call, request.bucket()).lifecycle;
        if (rules.isEmpty()) {
            throw new AwsError(
                    "NoSuchLifecycleConfiguration",
                    404,
                    "The lifecycle configuration does not exist");
        }
        return GetBucketLifecycleConfigurationResponse.builder().rules(rules).build();
    }

    private DeleteBucketLifecycleResponse deleteLifecycle(
            Call call, DeleteBucketLifecycleRequest request) {
        buckets.own(call, request.bucket()).lifecycle = List.of();
        return DeleteBucketLifecycleResponse.builder().build();
    }

    private static AwsError malformed(String why) {
        return new AwsError("MalformedXML", 400, why);
    }
}
