package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.template.PhysicalIds;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class DeployedStackTest {
    @Test
    void deploysTheVaultsBucketAsTheTemplateHasIt() {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("RetentionDays", "1096"))) {
            S3Client s3 = vault.stack.s3();
            String bucket = vault.template.bucketName();

            assertThat(s3.getBucketVersioning(g -> g.bucket(bucket)).status())
                    .isEqualTo(BucketVersioningStatus.ENABLED);
            assertThat(
                            s3.getPublicAccessBlock(g -> g.bucket(bucket))
                                    .publicAccessBlockConfiguration())
                    .satisfies(block -> {
                        assertThat(block.blockPublicAcls()).isTrue();
                        assertThat(block.blockPublicPolicy()).isTrue();
                        assertThat(block.ignorePublicAcls()).isTrue();
                        assertThat(block.restrictPublicBuckets()).isTrue();
                    });
            var retention =
                    s3.getObjectLockConfiguration(g -> g.bucket(bucket))
                            .objectLockConfiguration()
                            .rule()
                            .defaultRetention();
            assertThat(retention.mode()).isEqualTo(ObjectLockRetentionMode.GOVERNANCE);
            assertThat(retention.days()).isEqualTo(1096);
            assertThat(s3.getBucketLifecycleConfiguration(g -> g.bucket(bucket)).rules())
                    .extracting(LifecycleRule::id)
                    .containsExactly(
                            "StoreOldLogsCheaply",
                            "ExpireLogsAfterTheirRetention",
                            "ForgetWhatNeverBecameALog");
            assertThat(
                            s3.getBucketLifecycleConfiguration(g -> g.bucket(bucket))
                                    .rules()
                                    .get(1)
                                    .expiration()
                                    .days())
                    .isEqualTo(1097);
            assertThat(
                            s3.getBucketEncryption(g -> g.bucket(bucket))
                                    .serverSideEncryptionConfiguration()
                                    .rules())
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.bucketKeyEnabled()).isTrue();
                        assertThat(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID())
                                .isEqualTo(vault.template.physicalId("BucketKey", "Arn"));
                    });
            assertThat(
                            s3.getBucketNotificationConfiguration(g -> g.bucket(bucket))
                                    .eventBridgeConfiguration())
                    .isNotNull();
            assertThat(s3.getBucketPolicy(g -> g.bucket(bucket)).policy())
                    .contains("NobodyDeletesLogs");
        }
    }

    @Test
    void deploysTheOtherBucketsAndTheKeys() {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("ObjectLock", "none"))) {
            S3Client s3 = vault.stack.s3();
            String reports = vault.template.physicalId("ReportsBucket", PhysicalIds.REF);
            String access = vault.template.physicalId("AccessLogBucket", PhysicalIds.REF);

            assertThat(s3.getBucketPolicy(g -> g.bucket(reports)).policy())
                    .contains("NobodyUsesPlainHttp");
            assertThat(
                            s3.getBucketEncryption(g -> g.bucket(access))
                                    .serverSideEncryptionConfiguration()
                                    .rules()
                                    .getFirst()
                                    .applyServerSideEncryptionByDefault()
                                    .sseAlgorithm())
                    .isEqualTo(ServerSideEncryption.AES256);
            assertThat(
                            s3.getObjectLockConfiguration(
                                            g -> g.bucket(vault.template.bucketName()))
                                    .objectLockConfiguration()
                                    .rule())
                    .isNull();
            KmsClient kms = vault.kms(VaultUnderTest.HOME.value());
            for (String key : vault.template.logicalIds("AWS::KMS::Key")) {
                String arn = vault.template.physicalId(key, "Arn");
                assertThat(kms.getKeyRotationStatus(g -> g.keyId(arn)).keyRotationEnabled())
                        .as(key)
                        .isTrue();
            }
        }
    }
}
