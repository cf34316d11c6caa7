package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;

/// Creates the buckets of a stack with all that its template says of them.
final class StackBuckets {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Those that are set, then those that go without saying: S3 does so in every new bucket, and
    /// delivers no access logs here.
    private static final Set<String> KNOWN =
            Set.of(
                    "BucketName",
                    "VersioningConfiguration",
                    "ObjectLockEnabled",
                    "ObjectLockConfiguration",
                    "PublicAccessBlockConfiguration",
                    "BucketEncryption",
                    "LifecycleConfiguration",
                    "NotificationConfiguration",
                    "OwnershipControls",
                    "LoggingConfiguration");

    private static final Set<String> KNOWN_OF_LIFECYCLES =
            Set.of(
                    "Id",
                    "Status",
                    "Prefix",
                    "ExpirationInDays",
                    "ExpiredObjectDeleteMarker",
                    "NoncurrentVersionExpiration",
                    "AbortIncompleteMultipartUpload",
                    "Transitions");

    private final S3Client s3;
    private final ResolvedTemplate stack;

    /// @param s3 S3 as the administrator of the stack's account reaches it
    StackBuckets(S3Client s3, ResolvedTemplate stack) {
        this.s3 = s3;
        this.stack = stack;
    }

    /// Creates every bucket that the stack has.
    ///
    /// @throws IllegalArgumentException when a bucket has a property that would be lost
    void create() {
        stack.logicalIds("AWS::S3::Bucket").forEach(this::create);
    }

    /// Puts the policies of the buckets in place.
    void protect() {
        for (String policy : stack.logicalIds("AWS::S3::BucketPolicy")) {
            JsonNode properties = JSON.valueToTree(stack.resource(policy));
            s3.putBucketPolicy(put ->
                    put.bucket(properties.path("Bucket").asText())
                            .policy(properties.path("PolicyDocument").toString()));
        }
    }

    private void create(String logicalId) {
        JsonNode properties = JSON.valueToTree(stack.resource(logicalId));
        requireKnown(logicalId, properties, KNOWN);
        String bucket = stack.physicalId(logicalId, PhysicalIds.REF);
        s3.createBucket(create ->
                create.bucket(bucket)
                        .objectLockEnabledForBucket(
                                properties.path("ObjectLockEnabled").asBoolean() ? true : null));
        s3.putBucketVersioning(put ->
                put.bucket(bucket)
                        .versioningConfiguration(is ->
                                is.status(
                                        properties
                                                .at("/VersioningConfiguration/Status")
                                                .asText())));
        lock(bucket, properties.path("ObjectLockConfiguration"));
        blockPublicAccess(bucket, properties.path("PublicAccessBlockConfiguration"));
        encrypt(bucket, properties.at("/BucketEncryption/ServerSideEncryptionConfiguration/0"));
        s3.putBucketLifecycleConfiguration(put ->
                put.bucket(bucket)
                        .lifecycleConfiguration(is ->
                                is.rules(
                                        lifecycle(
                                                logicalId,
                                                properties.at("/LifecycleConfiguration/Rules")))));
        if (properties.has("NotificationConfiguration")) {
            s3.putBucketNotificationConfiguration(put ->
                    put.bucket(bucket)
                            .notificationConfiguration(
                                    is -> is.eventBridgeConfiguration(on -> {})));
        }
    }

    private void lock(String bucket, JsonNode lock) {
        JsonNode retention = lock.at("/Rule/DefaultRetention");
        if (!retention.isMissingNode()) {
            s3.putObjectLockConfiguration(put ->
                    put.bucket(bucket)
                            .objectLockConfiguration(is ->
                                    is.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                            .rule(rule ->
                                                    rule.defaultRetention(by ->
                                                            by.mode(retention.path("Mode").asText())
                                                                    .days(
                                                                            retention
                                                                                    .path("Days")
                                                                                    .asInt())))));
        }
    }

    private void blockPublicAccess(String bucket, JsonNode block) {
        s3.putPublicAccessBlock(put ->
                put.bucket(bucket)
                        .publicAccessBlockConfiguration(is ->
                                is.blockPublicAcls(block.path("BlockPublicAcls").asBoolean())
                                        .blockPublicPolicy(
                                                block.path("BlockPublicPolicy").asBoolean())
                                        .ignorePublicAcls(
                                                block.path("IgnorePublicAcls").asBoolean())
                                        .restrictPublicBuckets(
                                                block.path("RestrictPublicBuckets").asBoolean())));
    }

    private void encrypt(String bucket, JsonNode rule) {
        JsonNode key = rule.at("/ServerSideEncryptionByDefault/KMSMasterKeyID");
        s3.putBucketEncryption(put ->
                put.bucket(bucket)
                        .serverSideEncryptionConfiguration(is ->
                                is.rules(
                                        ServerSideEncryptionRule.builder()
                                                .bucketKeyEnabled(
                                                        rule.path("BucketKeyEnabled").asBoolean())
                                                .blockedEncryptionTypes(blocked ->
                                                        blocked.encryptionTypeWithStrings(
                                                                texts(
                                                                        rule.at(
                                                                                "/BlockedEncryptionTypes/EncryptionType"))))
                                                .applyServerSideEncryptionByDefault(by ->
                                                        by.sseAlgorithm(
                                                                        rule.at(
                                                                                        "/ServerSideEncryptionByDefault/SSEAlgorithm")
                                                                                .asText())
                                                                .kmsMasterKeyID(
                                                                        key.isMissingNode()
                                                                                ? null
                                                                                : key.asText()))
                                                .build())));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static List<LifecycleRule> lifecycle(String logicalId, JsonNode rules) {
        return StreamSupport.stream(rules.spliterator(), false)
                .map(rule -> lifecycleRule(logicalId, rule))
                .toList();
    }

    private static LifecycleRule lifecycleRule(String logicalId, JsonNode rule) {
        requireKnown(logicalId, rule, KNOWN_OF_LIFECYCLES);
        LifecycleRule.Builder made =
                LifecycleRule.builder()
                        .id(rule.path("Id").asText())
                        .status(rule.path("Status").asText())
                        .filter(of -> of.prefix(rule.path("Prefix").asText("")));
        if (rule.has("ExpirationInDays")) {
            made.expiration(after -> after.days(rule.path("ExpirationInDays").asInt()));
        } else if (rule.path("ExpiredObjectDeleteMarker").asBoolean()) {
            made.expiration(of -> of.expiredObjectDeleteMarker(true));
        }
        if (rule.has("NoncurrentVersionExpiration")) {
            int days = rule.at("/NoncurrentVersionExpiration/NoncurrentDays").asInt();
            made.noncurrentVersionExpiration(after -> after.noncurrentDays(days));
        }
        if (rule.has("AbortIncompleteMultipartUpload")) {
            int days = rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation").asInt();
            made.abortIncompleteMultipartUpload(after -> after.daysAfterInitiation(days));
        }
        if (rule.has("Transitions")) {
            made.transitions(
                    StreamSupport.stream(rule.path("Transitions").spliterator(), false)
                            .map(StackBuckets::transition)
                            .toList());
        }
        return made.build();
    }

    private static Transition transition(JsonNode transition) {
        return Transition.builder()
                .storageClass(transition.path("StorageClass").asText())
                .days(transition.path("TransitionInDays").asInt())
                .build();
    }

    private static void requireKnown(String logicalId, JsonNode properties, Set<String> known) {
        properties
                .fieldNames()
                .forEachRemaining(property -> {
                    if (!known.contains(property)) {
                        throw new IllegalArgumentException(logicalId + " has " + property);
                    }
                });
    }
}
