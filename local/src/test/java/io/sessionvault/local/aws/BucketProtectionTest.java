package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class BucketProtectionTest extends RoleTest {
    @SuppressWarnings("NullAway.Init")
    private S3Client s3;

    @BeforeEach
    void createBuckets() {
        s3 = management.s3();
        s3.createBucket(c -> c.bucket("vault").objectLockEnabledForBucket(true));
        s3.createBucket(c -> c.bucket("plain"));
    }

    @Test
    void blocksPublicAccessUntilSomebodyOpensIt() {
        assertThat(publicAccess())
                .isEqualTo(
                        PublicAccessBlockConfiguration.builder()
                                .blockPublicAcls(true)
                                .ignorePublicAcls(true)
                                .blockPublicPolicy(true)
                                .restrictPublicBuckets(true)
                                .build());

        s3.putPublicAccessBlock(p ->
                p.bucket("vault")
                        .publicAccessBlockConfiguration(
                                c -> c.blockPublicAcls(true).restrictPublicBuckets(false)));
        assertThat(publicAccess().blockPublicAcls()).isTrue();
        assertThat(publicAccess().restrictPublicBuckets()).isFalse();

        s3.deletePublicAccessBlock(d -> d.bucket("vault"));
        assertRefused("NoSuchPublicAccessBlockConfiguration", 404, this::publicAccess);
    }

    @Test
    void keepsTheDefaultRetention() {
        assertThat(s3.getBucketVersioning(g -> g.bucket("vault")).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        assertThat(
                        s3.getObjectLockConfiguration(g -> g.bucket("vault"))
                                .objectLockConfiguration()
                                .rule())
                .isNull();

        retain(ObjectLockRetentionMode.GOVERNANCE, 365);

        assertThat(
                        s3.getObjectLockConfiguration(g -> g.bucket("vault"))
                                .objectLockConfiguration()
                                .rule()
                                .defaultRetention())
                .satisfies(kept -> {
                    assertThat(kept.mode()).isEqualTo(ObjectLockRetentionMode.GOVERNANCE);
                    assertThat(kept.days()).isEqualTo(365);
                    assertThat(kept.years()).isNull();
                });
        assertRefused(
                "ObjectLockConfigurationNotFoundError",
                404,
                () -> s3.getObjectLockConfiguration(g -> g.bucket("plain")));
        assertRefused(
                "InvalidBucketState",
                409,
                () ->
                        s3.putObjectLockConfiguration(p ->
                                p.bucket("plain")
                                        .objectLockConfiguration(c ->
                                                c.objectLockEnabled(ObjectLockEnabled.ENABLED))));
        assertRefused(
                "MalformedXML",
                400,
                () ->
                        s3.putObjectLockConfiguration(p ->
                                p.bucket("vault")
                                        .objectLockConfiguration(c ->
                                                c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                                        .rule(r -> r.defaultRetention(d -> {})))));
    }

    @Test
    void holdsVersionsForTheirRetention() {
        retain(ObjectLockRetentionMode.GOVERNANCE, 10);
        String first = put();
        String second = put();

        assertRefused("AccessDenied", 403, () -> delete(first, false));
        delete(first, true);
        String marker = s3.deleteObject(d -> d.bucket("vault").key("k")).versionId();
        delete(marker, false);

        retain(ObjectLockRetentionMode.COMPLIANCE, 10);
        assertRefused("AccessDenied", 403, () -> delete(second, true));
        now = now.plus(Duration.ofDays(10));
        delete(second, false);
        assertThat(s3.listObjectVersions(l -> l.bucket("vault")).versions()).isEmpty();
    }

    @Test
    void asksWhoBypassesGovernanceForThePermission() {
        retain(ObjectLockRetentionMode.GOVERNANCE, 10);
        String version = put();
        Clients janitor = role("janitor", may("s3:DeleteObjectVersion", "arn:aws:s3:::vault/*"));

        assertDenied(
                "because no identity-based policy allows the s3:BypassGovernanceRetention action",
                () ->
                        janitor.s3()
                                .deleteObject(d ->
                                        d.bucket("vault")
                                                .key("k")
                                                .versionId(version)
                                                .bypassGovernanceRetention(true)));
    }

    @Test
    void keepsTheLifecycle() {
        assertRefused(
                "NoSuchLifecycleConfiguration",
                404,
                () -> s3.getBucketLifecycleConfiguration(g -> g.bucket("vault")));
        LifecycleRule[] rules = {
            LifecycleRule.builder()
                    .id("Cheap")
                    .status(ExpirationStatus.ENABLED)
                    .filter(f -> f.prefix(""))
                    .transitions(
                            Transition.builder()
                                    .days(60)
                                    .storageClass(TransitionStorageClass.STANDARD_IA)
                                    .build())
                    .build(),
            LifecycleRule.builder()
                    .id("Expire")
                    .status(ExpirationStatus.ENABLED)
                    .filter(f -> f.prefix(""))
                    .expiration(e -> e.days(366))
                    .noncurrentVersionExpiration(n -> n.noncurrentDays(30))
                    .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                    .build()
        };

        s3.putBucketLifecycleConfiguration(
                p -> p.bucket("vault").lifecycleConfiguration(c -> c.rules(rules)));

        assertThat(s3.getBucketLifecycleConfiguration(g -> g.bucket("vault")).rules())
                .containsExactly(rules);

        s3.deleteBucketLifecycle(d -> d.bucket("vault"));
        assertRefused(
                "NoSuchLifecycleConfiguration",
                404,
                () -> s3.getBucketLifecycleConfiguration(g -> g.bucket("vault")));
    }

    @Test
    void asksRolesForWhatEachSettingTakes() {
        String bucket = "arn:aws:s3:::vault";
        Clients none = role("none", may("s3:GetObject", bucket));
        assertRefused(
                "AccessDenied", 403, () -> none.s3().getPublicAccessBlock(g -> g.bucket("vault")));

        role("reader", may("s3:GetBucketPublicAccessBlock", bucket))
                .s3()
                .getPublicAccessBlock(g -> g.bucket("vault"));
        role("locker", may("s3:GetBucketObjectLockConfiguration", bucket))
                .s3()
                .getObjectLockConfiguration(g -> g.bucket("vault"));
        Clients cycler = role("cycler", may("s3:GetLifecycleConfiguration", bucket));
        assertRefused(
                "NoSuchLifecycleConfiguration",
                404,
                () -> cycler.s3().getBucketLifecycleConfiguration(g -> g.bucket("vault")));
    }

    private PublicAccessBlockConfiguration publicAccess() {
        return s3.getPublicAccessBlock(g -> g.bucket("vault")).publicAccessBlockConfiguration();
    }

    private void retain(ObjectLockRetentionMode mode, int days) {
        s3.putObjectLockConfiguration(p ->
                p.bucket("vault")
                        .objectLockConfiguration(c ->
                                c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                        .rule(r ->
                                                r.defaultRetention(d -> d.mode(mode).days(days)))));
    }

    private String put() {
        return s3.putObject(p -> p.bucket("vault").key("k"), RequestBody.fromString("x"))
                .versionId();
    }

    private void delete(String version, boolean bypass) {
        s3.deleteObject(d ->
                d.bucket("vault")
                        .key("k")
                        .versionId(version)
                        .bypassGovernanceRetention(bypass ? true : null));
    }
}
