package io.sessionvault.reconcile;

import io.sessionvault.reconcile.LogPermission.Purpose;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The IAM policy with which an account's instances write their logs, and the permissions that it
/// gives.
///
/// It only grows while a document in force still needs what it gives: it is narrowed when no
/// document of any Region does.
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

    /// The policy's document, as parsed JSON, where no document in force needs anything else.
    public static Map<String, Object> document(DesiredAccount desired) {
        return LogGrants.wanted(desired).document(desired.vault().account());
    }

    /// The policy's document, as parsed JSON, with what documents in force still need.
    ///
    /// @param identity the policy as it stands
    static Map<String, Object> document(
            DesiredAccount desired, ObservedAccount observed, ObservedIdentity identity) {
        LogGrants needed =
                DocumentsInForce.of(desired, observed).needed(desired, given(desired, identity));
        return LogGrants.wanted(desired).plus(needed).document(desired.vault().account());
    }

    /// Tells whether the policy gives something that is not wanted any more, so that the documents
    /// of every Region have to be looked at before it may be narrowed.
    public static boolean givesMore(DesiredAccount desired, ObservedIdentity identity) {
        return !given(desired, identity).beyond(LogGrants.wanted(desired)).isEmpty();
    }

    private static LogGrants given(DesiredAccount desired, ObservedIdentity identity) {
        List<Map<String, Object>> documents = new ArrayList<>();
        identity.logPolicy().map(Policy::document).ifPresent(documents::add);
        for (Role role : identity.roles()) {
            if (role.logAccess() instanceof LogAccess.Inline(Map<String, Object> inline)) {
                documents.add(inline);
            }
        }
        return documents.stream()
                .map(document -> LogGrants.of(desired, document))
                .reduce(LogGrants.NONE, LogGrants::plus);
    }

    /// What has to be proven of every role that runs the agent.
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
                    permissions.add(
                            new LogPermission(
                                    "s3:PutObject", log, Optional.of(region), Purpose.LOG));
                    permissions.add(
                            new LogPermission(
                                    "s3:PutObjectAcl", log, Optional.of(region), Purpose.LOG));
                    if (desired.encryptsSessions()) {
                        permissions.add(
                                new LogPermission(
                                        "kms:Decrypt",
                                        desired.sessionKey().in(region).toString(),
                                        Optional.of(region),
                                        Purpose.ENCRYPT));
                    }
                });
        permissions.add(
                new LogPermission(
                        "s3:GetEncryptionConfiguration",
                        vault.bucketArn(),
                        Optional.empty(),
                        Purpose.LOG));
        String bucketKey = vault.bucketKey().toString();
        permissions.add(
                new LogPermission("kms:GenerateDataKey", bucketKey, Optional.empty(), Purpose.LOG));
        permissions.add(new LogPermission("kms:Decrypt", bucketKey, Optional.empty(), Purpose.LOG));
        return permissions.stream().distinct().toList();
    }
}
