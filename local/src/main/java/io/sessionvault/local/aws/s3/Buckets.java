package io.sessionvault.local.aws.s3;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/// All buckets: their names are one world for every account, and each lives in one Region.
final class Buckets {
    private static final String EXPECTED_OWNER = "x-amz-expected-bucket-owner";
    private static final String EXPECTED_SOURCE_OWNER = "x-amz-source-expected-bucket-owner";
    private static final String NO_CONSTRAINT_REGION = "us-east-1";

    private final Map<String, Bucket> byName = new TreeMap<>();

    void register(Operations operations, BucketAccess access) {
        operations
                .on(CreateBucketRequest.class, this::create)
                .on(
                        HeadBucketRequest.class,
                        access.toBucket("s3:ListBucket", HeadBucketRequest::bucket),
                        this::head);
    }

    /// A bucket of any Region.
    Optional<Bucket> existing(@Nullable String name) {
        return Optional.ofNullable(byName.get(String.valueOf(name)));
    }

    /// A bucket for whom its policy lets in.
    ///
    /// @throws AwsError `NoSuchBucket`, `PermanentRedirect` for a call to another Region than the bucket's, or
    ///     `AccessDenied` when the caller expects another owner
    ///
    /// Source: S3 user guide, "Verifying bucket ownership with bucket owner condition".
    Bucket find(Call call, @Nullable String name) {
        return find(call, name, EXPECTED_OWNER);
    }

    /// The bucket of what is copied, likewise; its owner is expected apart.
    Bucket findSource(Call call, @Nullable String name) {
        return find(call, name, EXPECTED_SOURCE_OWNER);
    }

    private Bucket find(Call call, @Nullable String name, String ownerHeader) {
        Bucket bucket =
                existing(name)
                        .orElseThrow(() ->
                                new AwsError(
                                        "NoSuchBucket",
                                        404,
                                        "The specified bucket does not exist"));
        if (!bucket.region.equals(call.region())) {
            throw new AwsError(
                    "PermanentRedirect",
                    301,
                    "The bucket you are attempting to access must be addressed in " + bucket.region,
                    Map.of("x-amz-bucket-region", bucket.region));
        }
        Optional<String> expected = call.http().header(ownerHeader);
        if (expected.isPresent() && !expected.get().equals(bucket.owner)) {
            throw call.denied();
        }
        return bucket;
    }

    /// A bucket for its owner alone.
    ///
    /// @throws AwsError `AccessDenied` for any other account
    Bucket own(Call call, @Nullable String name) {
        Bucket bucket = find(call, name);
        if (!bucket.owner.equals(call.account())) {
            throw call.denied();
        }
        return bucket;
    }

    private CreateBucketResponse create(Call call, CreateBucketRequest request) {
        String name = request.bucket();
        if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new AwsError(
                    "InvalidBucketName", 400, "The specified bucket is not valid: " + name);
        }
        String constraint =
                Optional.ofNullable(request.createBucketConfiguration())
                        .map(CreateBucketConfiguration::locationConstraintAsString)
                        .orElse(NO_CONSTRAINT_REGION);
        if (!constraint.equals(call.region())) {
            throw new AwsError(
                    "IllegalLocationConstraintException",
                    400,
                    "The %s location constraint is incompatible for the region specific endpoint"
                                    .formatted(constraint)
                            + " this request was sent to.");
        }
        Bucket old = byName.get(name);
        if (old != null) {
            boolean own = old.owner.equals(call.account());
            throw new AwsError(
                    own ? "BucketAlreadyOwnedByYou" : "BucketAlreadyExists",
                    409,
                    "The requested bucket name is not available: " + name);
        }
        var bucket = new Bucket(name, call.account(), call.region(), call.now());
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            bucket.versioning = Optional.of(BucketVersioningStatus.ENABLED);
            bucket.lock =
                    ObjectLockConfiguration.builder()
                            .objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .build();
        }
        byName.put(name, bucket);
        return CreateBucketResponse.builder().location("/" + name).build();
    }

    private HeadBucketResponse head(Call call, HeadBucketRequest request) {
        Bucket bucket = find(call, request.bucket());
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region)
                .accessPointAlias(false)
                .build();
    }
}
