package io.sessionvault.reconcile;

import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The IAM policy with which an account's instances write their logs, and the permissions that it
/// gives.
///
/// Source: Systems Manager user guide, "Create a custom IAM role for Session Manager";
/// amazon-ssm-agent, `s3util.go` (the agent reads the bucket's encryption, sends an ACL, and
/// uploads large logs in parts, which needs kms:Decrypt).
public final class LogPolicy {
    /// The policy's name in every account.
    public static final String NAME = "SessionVaultLogWriter";

    /// The condition key that pins the bucket to the vault's account, so that no bucket of the same
    /// name elsewhere is used.
    public static final String RESOURCE_ACCOUNT = "s3:ResourceAccount";

    private LogPolicy() {}

    /// The policy's document, as parsed JSON.
    public static Map<String, Object> document(DesiredAccount desired) {
        Vault vault = desired.vault();
        String objects =
                vault.bucketArn()
                        + "/"
                        + vault.prefixes().prefixInAnyRegion(desired.account())
                        + "/*";
        Map<String, Object> inVault =
                Map.of("StringEquals", Map.of(RESOURCE_ACCOUNT, vault.account().value()));
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(
                statement(
                        "WriteLogs",
                        List.of("s3:PutObject", "s3:PutObjectAcl"),
                        List.of(objects),
                        inVault));
        statements.add(
                statement(
                        "ReadBucketEncryption",
                        List.of("s3:GetEncryptionConfiguration"),
                        List.of(vault.bucketArn()),
                        inVault));
        statements.add(
                statement(
                        "EncryptLogs",
                        List.of("kms:Decrypt", "kms:GenerateDataKey*"),
                        List.of(vault.bucketKey().toString()),
                        Map.of()));
        List<String> sessionKeys =
                desired.regions().stream()
                        .map(region -> desired.sessionKey().in(region).toString())
                        .toList();
        if (!sessionKeys.isEmpty()) {
            statements.add(
                    statement("DecryptSessions", List.of("kms:Decrypt"), sessionKeys, Map.of()));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    /// What has to be proven of every role before the account's preferences may be switched.
    public static List<LogPermission> permissions(DesiredAccount desired) {
        Vault vault = desired.vault();
        List<LogPermission> permissions = new ArrayList<>();
        desired.regions()
                .forEach(region -> {
                    String log =
                            vault.bucketArn()
                                    + "/"
                                    + vault.prefixes().prefix(desired.account(), region)
                                    + "/session-vault-proof.log";
                    permissions.add(new LogPermission("s3:PutObject", log, Optional.of(region)));
                    permissions.add(new LogPermission("s3:PutObjectAcl", log, Optional.of(region)));
                    permissions.add(
                            new LogPermission(
                                    "kms:Decrypt",
                                    desired.sessionKey().in(region).toString(),
                                    Optional.of(region)));
                });
        permissions.add(
                new LogPermission(
                        "s3:GetEncryptionConfiguration", vault.bucketArn(), Optional.empty()));
        String bucketKey = vault.bucketKey().toString();
        permissions.add(new LogPermission("kms:GenerateDataKey", bucketKey, Optional.empty()));
        permissions.add(new LogPermission("kms:Decrypt", bucketKey, Optional.empty()));
        return permissions.stream().distinct().toList();
    }

    private static Map<String, Object> statement(
            String id,
            List<String> actions,
            List<String> resources,
            Map<String, Object> condition) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", id);
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", resources);
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        return statement;
    }
}
