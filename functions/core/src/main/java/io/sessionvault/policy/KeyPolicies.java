package io.sessionvault.policy;

import static io.sessionvault.policy.Statement.allow;

import io.sessionvault.vault.KeyArn;
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

    private final DeployedVault deployed;
    private final KeyArn key;
    private final Map<String, Object> root;

    private KeyPolicies(DeployedVault deployed) {
        this.deployed = deployed;
        this.key = deployed.vault().bucketKey();
        this.root =
                Map.of(
                        "AWS",
                        "arn:" + key.partition() + ":iam::" + deployed.vault().account() + ":root");
    }

    /// The document of the session key, as parsed JSON. With one key it is that of the bucket's.
    public static Map<String, Object> ofSessionKey(DeployedVault deployed) {
        KeyPolicies policies = new KeyPolicies(deployed);
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(
                policies.administration(
                        Stream.concat(ADMINISTRATION.stream(), MULTI_REGION.stream()).toList()));
        statements.add(policies.sessions("OrganizationClientsOpenSessions", "kms:GenerateDataKey"));
        statements.add(policies.sessions("OrganizationInstancesJoinSessions", "kms:Decrypt"));
        if (!deployed.hasTwoKeys()) {
            statements.addAll(policies.storage());
        }
        return Statement.document(statements);
    }

    /// The document of the bucket's key, as parsed JSON.
    public static Map<String, Object> ofBucketKey(DeployedVault deployed) {
        if (!deployed.hasTwoKeys()) {
            return ofSessionKey(deployed);
        }
        KeyPolicies policies = new KeyPolicies(deployed);
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(policies.administration(ADMINISTRATION));
        statements.addAll(policies.storage());
        return Statement.document(statements);
    }

    private Map<String, Object> administration(List<String> actions) {
        return allow("AdministrationWithoutUse", root).action(actions).resource("*").build();
    }

    private Map<String, Object> sessions(String id, String action) {
        return allow(id, Statement.ANY_AWS)
                .action(action)
                .resource("*")
                .when("StringEquals", Map.of("aws:PrincipalOrgID", deployed.organizationId()))
                .when(
                        "Null",
                        Map.of(
                                "kms:EncryptionContext:aws:ssm:SessionId",
                                "false",
                                "kms:EncryptionContext:aws:ssm:TargetId",
                                "false"))
                .build();
    }

    private List<Map<String, Object>> storage() {
        String s3 = "s3." + key.region() + ".amazonaws.com";
        String bucket = deployed.vault().bucketArn();
        return List.of(
                allow("OrganizationEncryptsLogsThroughS3", Statement.ANY_AWS)
                        .action(ENCRYPTION)
                        .resource("*")
                        .when(
                                "StringEquals",
                                Map.of(
                                        "aws:PrincipalOrgID",
                                        deployed.organizationId(),
                                        "kms:ViaService",
                                        s3))
                        .when("StringLike", objectsOf(bucket))
                        .build(),
                allow("VaultAccountEncryptsReportsThroughS3", root)
                        .action(ENCRYPTION)
                        .resource("*")
                        .when("StringEquals", Map.of("kms:ViaService", s3))
                        .when("StringLike", objectsOf(bucket + "-reports"))
                        .build(),
                allow("AlarmsReachTheEncryptedTopic", Map.of("Service", "cloudwatch.amazonaws.com"))
                        .action(ENCRYPTION)
                        .resource("*")
                        .when("StringEquals", Map.of(TOPIC, deployed.alarmTopic()))
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
                                        deployed.alarmTopic()))
                        .build());
    }

    private static Map<String, Object> objectsOf(String bucket) {
        return Map.of("kms:EncryptionContext:aws:s3:arn", List.of(bucket, bucket + "/*"));
    }
}
