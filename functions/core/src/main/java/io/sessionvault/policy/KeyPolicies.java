package io.sessionvault.policy;

import static io.sessionvault.policy.Statement.allow;

import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The policies of the vault's keys, as template.yaml deploys them; why each statement is there,
/// the template says. A test compares both.
public final class KeyPolicies {
    private static final List<String> ADMINISTRATION =
            List.of(
                    "kms:CancelKeyDeletion",
                    "kms:CreateAlias",
                    "kms:DeleteAlias",
                    "kms:Describe*",
                    "kms:Disable*",
                    "kms:Enable*",
                    "kms:Get*",
                    "kms:List*",
                    "kms:Put*",
                    "kms:RevokeGrant",
                    "kms:RotateKeyOnDemand",
                    "kms:ScheduleKeyDeletion",
                    "kms:TagResource",
                    "kms:UntagResource",
                    "kms:Update*");
    private static final List<String> MULTI_REGION =
            List.of("kms:ReplicateKey", "kms:SynchronizeMultiRegionKey");
    private static final List<String> ENCRYPTION = List.of("kms:Decrypt", "kms:GenerateDataKey*");

    private static final String TOPIC = "kms:EncryptionContext:aws:sns:topicArn";

    private final String organizationId;
    private final Vault vault;
    private final KeyArn key;
    private final Map<String, Object> root;

    private KeyPolicies(String organizationId, Vault vault) {
        this.organizationId = organizationId;
        this.vault = vault;
        this.key = vault.bucketKey();
        this.root = Map.of("AWS", "arn:" + key.partition() + ":iam::" + vault.account() + ":root");
    }

    /// The document of the session key, as parsed JSON. With one key it is that of the bucket's.
    public static Map<String, Object> ofSessionKey(DeployedVault deployed) {
        KeyPolicies policies = new KeyPolicies(deployed.organizationId(), deployed.vault());
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(
                policies.administration(
                        Stream.concat(ADMINISTRATION.stream(), MULTI_REGION.stream()).toList()));
        statements.addAll(policies.sessions());
        if (!deployed.hasTwoKeys()) {
            statements.addAll(policies.storage(deployed.alarmTopic()));
        }
        return Statement.document(statements);
    }

    /// The document of the bucket's key, as parsed JSON.
    public static Map<String, Object> ofBucketKey(DeployedVault deployed) {
        if (!deployed.hasTwoKeys()) {
            return ofSessionKey(deployed);
        }
        KeyPolicies policies = new KeyPolicies(deployed.organizationId(), deployed.vault());
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(policies.administration(ADMINISTRATION));
        statements.addAll(policies.storage(deployed.alarmTopic()));
        return Statement.document(statements);
    }

    /// The part of the session key's document, as parsed JSON, that is about sessions.
    public static Map<String, Object> aboutSessions(String organizationId, Vault vault) {
        return Statement.document(new KeyPolicies(organizationId, vault).sessions());
    }

    /// The part of the bucket key's document, as parsed JSON, that is about those who write logs.
    public static Map<String, Object> aboutStorage(String organizationId, Vault vault) {
        return Statement.document(List.of(new KeyPolicies(organizationId, vault).logs()));
    }

    private List<Map<String, Object>> sessions() {
        return List.of(
                sessions("OrganizationClientsOpenSessions", "kms:GenerateDataKey"),
                sessions("OrganizationInstancesJoinSessions", "kms:Decrypt"));
    }

    private Map<String, Object> administration(List<String> actions) {
        return allow("AdministrationWithoutUse", root).action(actions).resource("*").build();
    }

    private Map<String, Object> sessions(String id, String action) {
        return allow(id, Statement.ANY_AWS)
                .action(action)
                .resource("*")
                .when("StringEquals", Map.of("aws:PrincipalOrgID", organizationId))
                .when(
                        "Null",
                        Map.of(
                                "kms:EncryptionContext:aws:ssm:SessionId",
                                "false",
                                "kms:EncryptionContext:aws:ssm:TargetId",
                                "false"))
                .build();
    }

    private Map<String, Object> logs() {
        return allow("OrganizationEncryptsLogsThroughS3", Statement.ANY_AWS)
                .action(ENCRYPTION)
                .resource("*")
                .when(
                        "StringEquals",
                        Map.of("aws:PrincipalOrgID", organizationId, "kms:ViaService", s3()))
                .when("StringLike", objectsOf(vault.bucketArn()))
                .build();
    }

    private String s3() {
        return "s3." + key.region() + ".amazonaws.com";
    }

    private List<Map<String, Object>> storage(String alarmTopic) {
        return List.of(
                logs(),
                allow("VaultAccountEncryptsReportsThroughS3", root)
                        .action(ENCRYPTION)
                        .resource("*")
                        .when("StringEquals", Map.of("kms:ViaService", s3()))
                        .when("StringLike", objectsOf(vault.bucketArn() + "-reports"))
                        .build(),
                allow("AlarmsReachTheEncryptedTopic", Map.of("Service", "cloudwatch.amazonaws.com"))
                        .action(ENCRYPTION)
                        .resource("*")
                        .when("StringEquals", Map.of(TOPIC, alarmTopic))
                        .build(),
                allow("VaultAccountPublishesToTheEncryptedTopic", root)
                        .action(ENCRYPTION)
                        .resource("*")
                        .when(
                                "StringEquals",
                                Map.of(
                                        "kms:ViaService",
                                        "sns." + key.region() + ".amazonaws.com",
                                        TOPIC,
                                        alarmTopic))
                        .build());
    }

    private static Map<String, Object> objectsOf(String bucket) {
        return Map.of("kms:EncryptionContext:aws:s3:arn", List.of(bucket, bucket + "/*"));
    }
}
