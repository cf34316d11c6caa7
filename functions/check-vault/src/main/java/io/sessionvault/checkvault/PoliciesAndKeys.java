package io.sessionvault.checkvault;

import io.sessionvault.aws.Json;
import io.sessionvault.policy.BucketPolicy;
import io.sessionvault.policy.DeployedVault;
import io.sessionvault.policy.KeyPolicies;
import io.sessionvault.policy.PolicyDifference;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.KeyArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Compares the policies of the vault's bucket and keys with what template.yaml deploys, and looks
/// whether the keys can be used and rotate.
///
/// Source: KMS API reference, `DescribeKey`, `GetKeyPolicy` and `GetKeyRotationStatus`. The replicas
/// of the session key are looked at with the vault's own account.
final class PoliciesAndKeys {
    private static final Set<String> NO_KEY = Set.of("NotFoundException");

    private final S3Client s3;
    private final KmsClient kms;
    private final DeployedVault deployed;

    PoliciesAndKeys(S3Client s3, KmsClient kms, DeployedVault deployed) {
        this.s3 = s3;
        this.kms = kms;
        this.deployed = deployed;
    }

    /// Bucket and keys.
    List<LocatedFinding> findings() {
        List<LocatedFinding> findings = new ArrayList<>(bucketPolicy());
        findings.addAll(key(deployed.sessionKey(), KeyPolicies.ofSessionKey(deployed)));
        if (deployed.hasTwoKeys()) {
            findings.addAll(key(deployed.vault().bucketKey(), KeyPolicies.ofBucketKey(deployed)));
        }
        return findings;
    }

    private List<LocatedFinding> bucketPolicy() {
        return new Look(deployed.vault().bucketArn(), Rule.VAULT_POLICY)
                .at(
                        "GetBucketPolicy",
                        Set.of("NoSuchBucketPolicy", "NoSuchBucket"),
                        "expected the bucket policy of the template, found none",
                        () ->
                                s3.getBucketPolicy(ask -> ask.bucket(deployed.vault().bucket()))
                                        .policy(),
                        differences(BucketPolicy.document(deployed)));
    }

    private List<LocatedFinding> key(KeyArn key, Map<String, Object> policy) {
        String arn = key.toString();
        Look look = new Look(arn, Rule.VAULT_KEY);
        List<LocatedFinding> findings =
                new ArrayList<>(
                        look.at(
                                "DescribeKey",
                                NO_KEY,
                                "expected a key that is Enabled, found none",
                                () ->
                                        kms.describeKey(ask -> ask.keyId(arn))
                                                .keyMetadata()
                                                .keyStateAsString(),
                                state ->
                                        new Differences()
                                                .expect("state", "Enabled", state)
                                                .words()));
        findings.addAll(
                look.at(
                        "GetKeyRotationStatus",
                        NO_KEY,
                        "expected automatic rotation, found no key",
                        () -> kms.getKeyRotationStatus(ask -> ask.keyId(arn)).keyRotationEnabled(),
                        rotates ->
                                new Differences()
                                        .expect("automatic rotation", true, rotates)
                                        .words()));
        findings.addAll(
                new Look(arn, Rule.VAULT_POLICY)
                        .at(
                                "GetKeyPolicy",
                                NO_KEY,
                                "expected the key policy of the template, found no key",
                                () ->
                                        kms.getKeyPolicy(
                                                        ask -> ask.keyId(arn).policyName("default"))
                                                .policy(),
                                differences(policy)));
        return findings;
    }

    private static Function<String, List<String>> differences(Map<String, Object> expected) {
        return found -> PolicyDifference.between(expected, Json.policy(found));
    }
}
