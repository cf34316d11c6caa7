package io.sessionvault.policy;

import static io.sessionvault.policy.Statement.allow;
import static io.sessionvault.policy.Statement.deny;

import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The policy of the vault's bucket, as template.yaml deploys it; why each statement is there, the
/// template says. A test compares both.
public final class BucketPolicy {
    private static final String ENCRYPTION = "s3:x-amz-server-side-encryption";
    private static final String KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    private static final String CUSTOMER_ALGORITHM =
            "s3:x-amz-server-side-encryption-customer-algorithm";
    private static final List<String> WRITES = List.of("s3:PutObject", "s3:PutObjectAcl");

    private final String organizationId;
    private final Vault vault;
    private final String bucket;
    private final String objects;

    private BucketPolicy(String organizationId, Vault vault) {
        this.organizationId = organizationId;
        this.vault = vault;
        this.bucket = vault.bucketArn();
        this.objects = bucket + "/*";
    }

    /// The document, as parsed JSON.
    public static Map<String, Object> document(DeployedVault deployed) {
        BucketPolicy policy = new BucketPolicy(deployed.organizationId(), deployed.vault());
        return Statement.document(
                Stream.of(
                                policy.whatMembersMayDo(),
                                policy.whatTheReaderMayDo(deployed.readerRole()),
                                policy.whoMayAct(),
                                policy.whatAnUploadMayState(),
                                policy.whatStays(deployed))
                        .flatMap(List::stream)
                        .toList());
    }

    /// The part of the document, as parsed JSON, that is about those who write logs.
    public static Map<String, Object> aboutMembers(String organizationId, Vault vault) {
        BucketPolicy policy = new BucketPolicy(organizationId, vault);
        return Statement.document(
                Stream.of(
                                policy.whatMembersMayDo(),
                                policy.whoMayAct(),
                                policy.whatAnUploadMayState())
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Map<String, Object>> whatMembersMayDo() {
        return List.of(
                allow("OrganizationWritesUnderItsOwnPrefix", Statement.ANY_AWS)
                        .action(WRITES)
                        .resource(under("${aws:PrincipalAccount}"))
                        .when("StringEquals", inOrganization())
                        .build(),
                allow("OrganizationReadsTheEncryptionConfiguration", Statement.ANY_AWS)
                        .action("s3:GetEncryptionConfiguration")
                        .resource(bucket)
                        .when("StringEquals", inOrganization())
                        .build());
    }

    private List<Map<String, Object>> whatTheReaderMayDo(@Nullable String readerRole) {
        return readerRole == null
                ? List.of()
                : List.of(
                        allow("ReaderReadsLogs", Statement.ANY_AWS)
                                .action(
                                        List.of(
                                                "s3:GetObject",
                                                "s3:GetObjectVersion",
                                                "s3:ListBucket",
                                                "s3:ListBucketVersions"))
                                .resource(List.of(bucket, objects))
                                .when("StringEquals", inOrganization())
                                .when("ArnLike", Map.of("aws:PrincipalArn", readerRole))
                                .build());
    }

    private List<Map<String, Object>> whoMayAct() {
        String account = vault.account().value();
        return List.of(
                deny("NobodyUsesPlainHttp")
                        .action("s3:*")
                        .resource(List.of(bucket, objects))
                        .when("Bool", Map.of("aws:SecureTransport", "false"))
                        .build(),
                deny("NobodyOutsideTheOrganization")
                        .action("s3:*")
                        .resource(List.of(bucket, objects))
                        .when(
                                "StringNotEquals",
                                Map.of(
                                        "aws:PrincipalOrgID",
                                        organizationId,
                                        "aws:PrincipalAccount",
                                        account))
                        .when("BoolIfExists", Map.of("aws:PrincipalIsAWSService", "false"))
                        .build(),
                deny("VaultAccountWritesUnderItsOwnPrefix")
                        .action(WRITES)
                        .notResource(under(account))
                        .when("StringEquals", Map.of("aws:PrincipalAccount", account))
                        .build(),
                deny("NobodyWritesRelativePaths")
                        .action(WRITES)
                        .resource(
                                List.of(
                                        bucket + "/*/../*",
                                        bucket + "/*/./*",
                                        bucket + "/*/..",
                                        bucket + "/*/."))
                        .build());
    }

    private List<Map<String, Object>> whatAnUploadMayState() {
        String key = vault.bucketKey().toString();
        return List.of(
                deny("NobodyStatesAnotherAlgorithm")
                        .action("s3:PutObject")
                        .resource(objects)
                        .when("Null", Map.of(ENCRYPTION, "false"))
                        .when("StringNotEquals", Map.of(ENCRYPTION, "aws:kms"))
                        .build(),
                deny("NobodyStatesAnotherKey")
                        .action("s3:PutObject")
                        .resource(objects)
                        .when("Null", Map.of(KEY, "false"))
                        .when("StringNotEquals", Map.of(KEY, key))
                        .build(),
                deny("NobodyStatesKmsWithoutTheKey")
                        .action("s3:PutObject")
                        .resource(objects)
                        .when("StringEquals", Map.of(ENCRYPTION, "aws:kms"))
                        .when("Null", Map.of(KEY, "true"))
                        .build(),
                deny("NobodyBringsAKeyOfTheirOwn")
                        .action("s3:PutObject")
                        .resource(objects)
                        .when("Null", Map.of(CUSTOMER_ALGORITHM, "false"))
                        .build(),
                deny("NobodySetsAnotherAcl")
                        .action(WRITES)
                        .resource(objects)
                        .when("Null", Map.of("s3:x-amz-acl", "false"))
                        .when(
                                "StringNotEquals",
                                Map.of("s3:x-amz-acl", "bucket-owner-full-control"))
                        .build());
    }

    private List<Map<String, Object>> whatStays(DeployedVault deployed) {
        List<String> readers =
                Stream.of(
                                Stream.of(deployed.checkLogRole(), deployed.checkStoredLogsRole()),
                                Stream.ofNullable(deployed.readerRole()))
                        .flatMap(roles -> roles)
                        .toList();
        return List.of(
                deny("NobodyDeletesLogs")
                        .action(List.of("s3:DeleteObject", "s3:DeleteObjectVersion"))
                        .resource(objects)
                        .build(),
                deny("NobodyDeletesTheBucket").action("s3:DeleteBucket").resource(bucket).build(),
                deny("NobodyChangesARetention")
                        .action(List.of("s3:BypassGovernanceRetention", "s3:PutObjectRetention"))
                        .resource(objects)
                        .build(),
                deny("OnlyTheReaderReadsLogs")
                        .action(
                                List.of(
                                        "s3:GetObject",
                                        "s3:GetObjectTorrent",
                                        "s3:GetObjectVersion",
                                        "s3:GetObjectVersionForReplication",
                                        "s3:GetObjectVersionTorrent"))
                        .resource(objects)
                        .when("ArnNotLike", Map.of("aws:PrincipalArn", readers))
                        .build());
    }

    private Map<String, Object> inOrganization() {
        return Map.of("aws:PrincipalOrgID", organizationId);
    }

    /// The objects below the prefix of an account, or of what stands for one, in any Region.
    private String under(String account) {
        return bucket + "/" + vault.prefixes().prefixInAnyRegion(account) + "/*";
    }
}
