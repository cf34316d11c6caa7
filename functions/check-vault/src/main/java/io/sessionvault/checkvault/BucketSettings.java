package io.sessionvault.checkvault;

import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// Compares the settings of the vault's bucket with what template.yaml deploys.
///
/// Source: S3 API reference, each operation's "Errors", and "Error responses" for what a bucket
/// without the setting answers.
final class BucketSettings {
    private static final String NO_BUCKET = "NoSuchBucket";

    private final S3Client s3;
    private final VaultExpectation expected;
    private final String bucket;

    BucketSettings(S3Client s3, VaultExpectation expected) {
        this.s3 = s3;
        this.expected = expected;
        this.bucket = expected.deployed().vault().bucket();
    }

    /// All settings but the policy.
    List<LocatedFinding> findings() {
        return Stream.<Supplier<List<LocatedFinding>>>of(
                        this::encryption,
                        this::publicAccess,
                        this::versioning,
                        this::lock,
                        this::lifecycle,
                        this::notification)
                .flatMap(setting -> setting.get().stream())
                .toList();
    }

    private Look look(Rule rule) {
        return new Look(expected.deployed().vault().bucketArn(), rule);
    }

    private List<LocatedFinding> encryption() {
        return look(Rule.VAULT_ENCRYPTION)
                .at(
                        "GetBucketEncryption",
                        Set.of("ServerSideEncryptionConfigurationNotFoundError", NO_BUCKET),
                        "expected aws:kms by default, found no default encryption",
                        () ->
                                s3.getBucketEncryption(ask -> ask.bucket(bucket))
                                        .serverSideEncryptionConfiguration()
                                        .rules(),
                        this::encryptionDiffers);
    }

    /// The agent reads only the first rule, so nothing else counts.
    private List<String> encryptionDiffers(List<ServerSideEncryptionRule> rules) {
        if (rules.isEmpty() || rules.getFirst().applyServerSideEncryptionByDefault() == null) {
            return List.of("expected aws:kms by default, found no default in the first rule");
        }
        ServerSideEncryptionRule rule = rules.getFirst();
        ServerSideEncryptionByDefault byDefault = rule.applyServerSideEncryptionByDefault();
        BlockedEncryptionTypes blocked = rule.blockedEncryptionTypes();
        String key = expected.deployed().vault().bucketKey().toString();
        return new Differences()
                .expect("algorithm", "aws:kms", byDefault.sseAlgorithmAsString())
                .expect("key", key, byDefault.kmsMasterKeyID())
                .expect("bucket key enabled", true, rule.bucketKeyEnabled())
                .expect(
                        "SSE-C blocked",
                        true,
                        blocked != null && blocked.encryptionTypeAsStrings().contains("SSE-C"))
                .words();
    }

    private List<LocatedFinding> publicAccess() {
        return look(Rule.VAULT_PUBLIC_ACCESS)
                .at(
                        "GetPublicAccessBlock",
                        Set.of("NoSuchPublicAccessBlockConfiguration", NO_BUCKET),
                        "expected all four settings on, found no public access block",
                        () ->
                                s3.getPublicAccessBlock(ask -> ask.bucket(bucket))
                                        .publicAccessBlockConfiguration(),
                        BucketSettings::publicAccessDiffers);
    }

    private static List<String> publicAccessDiffers(PublicAccessBlockConfiguration block) {
        return new Differences()
                .expect("BlockPublicAcls", true, block.blockPublicAcls())
                .expect("IgnorePublicAcls", true, block.ignorePublicAcls())
                .expect("BlockPublicPolicy", true, block.blockPublicPolicy())
                .expect("RestrictPublicBuckets", true, block.restrictPublicBuckets())
                .words();
    }

    private List<LocatedFinding> versioning() {
        return look(Rule.VAULT_VERSIONING)
                .at(
                        "GetBucketVersioning",
                        Set.of(NO_BUCKET),
                        "expected versioning to be Enabled, found no bucket",
                        () -> s3.getBucketVersioning(ask -> ask.bucket(bucket)),
                        versioning ->
                                new Differences()
                                        .expect(
                                                "versioning",
                                                "Enabled",
                                                versioning.statusAsString())
                                        .words());
    }

    private List<LocatedFinding> lock() {
        return look(Rule.VAULT_LOCK)
                .at(
                        "GetObjectLockConfiguration",
                        Set.of("ObjectLockConfigurationNotFoundError", NO_BUCKET),
                        "expected Object Lock, found none",
                        () ->
                                s3.getObjectLockConfiguration(ask -> ask.bucket(bucket))
                                        .objectLockConfiguration(),
                        this::lockDiffers);
    }

    private List<String> lockDiffers(ObjectLockConfiguration found) {
        ObjectLockRule rule = found.rule();
        return new Differences()
                .expect("Object Lock", "Enabled", found.objectLockEnabledAsString())
                .expect(
                        "default retention",
                        switch (expected.lock()) {
                            case NONE -> "none";
                            case GOVERNANCE, COMPLIANCE ->
                                    expected.lock()
                                            + " for "
                                            + expected.retention().toDays()
                                            + " days";
                        },
                        retention(rule == null ? null : rule.defaultRetention()))
                .words();
    }

    private static String retention(@Nullable DefaultRetention retention) {
        if (retention == null) {
            return "none";
        }
        List<String> period = new ArrayList<>();
        if (retention.days() != null) {
            period.add(retention.days() + " days");
        }
        if (retention.years() != null) {
            period.add(retention.years() + " years");
        }
        return Objects.toString(retention.modeAsString(), "no mode")
                + " for "
                + String.join(" and ", period);
    }

    private List<LocatedFinding> lifecycle() {
        return look(Rule.VAULT_LOCK)
                .at(
                        "GetBucketLifecycleConfiguration",
                        Set.of("NoSuchLifecycleConfiguration", NO_BUCKET),
                        "expected a lifecycle, found none",
                        () -> s3.getBucketLifecycleConfiguration(ask -> ask.bucket(bucket)).rules(),
                        rules -> Lifecycle.differences(expected, rules));
    }

    private List<LocatedFinding> notification() {
        return look(Rule.VAULT_NOTIFICATION)
                .at(
                        "GetBucketNotificationConfiguration",
                        Set.of(NO_BUCKET),
                        "expected events to EventBridge, found no bucket",
                        () -> s3.getBucketNotificationConfiguration(ask -> ask.bucket(bucket)),
                        found ->
                                new Differences()
                                        .expect(
                                                "events to EventBridge",
                                                true,
                                                found.eventBridgeConfiguration() != null)
                                        .words());
    }
}
