package io.sessionvault.checkvault;

import static io.sessionvault.checkvault.CheckVaultTest.BUCKET;
import static io.sessionvault.checkvault.CheckVaultTest.BUCKET_KEY;
import static io.sessionvault.checkvault.CheckVaultTest.SESSION_KEY;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// A way to spoil a vault, and what is found then.
///
/// @param what what is done
/// @param spoil does it
/// @param id the id of the only finding
/// @param details what the finding says
record SpoiledVault(String what, Consumer<FakeVault> spoil, String id, List<String> details) {
    private static SpoiledVault spoiled(
            String what, Consumer<FakeVault> spoil, String id, String... details) {
        return new SpoiledVault(what, spoil, id, List.of(details));
    }

    /// At least one for each rule.
    static Stream<SpoiledVault> all() {
        return Stream.of(
                spoiled(
                        "other algorithm",
                        vault ->
                                vault.encryption =
                                        vault.encryption.toBuilder()
                                                .applyServerSideEncryptionByDefault(
                                                        by -> by.sseAlgorithm("AES256"))
                                                .build(),
                        "VAULT-ENCRYPTION/-/-/" + BUCKET,
                        "algorithm: expected aws:kms, found AES256",
                        "found none"),
                spoiled(
                        "bare key id",
                        vault ->
                                vault.encryption =
                                        FakeVault.rule("1234abcd-12ab-34cd-56ef-1234567890ab"),
                        "VAULT-ENCRYPTION/-/-/" + BUCKET,
                        "key: expected " + BUCKET_KEY),
                spoiled(
                        "no bucket key",
                        vault ->
                                vault.encryption =
                                        vault.encryption.toBuilder()
                                                .bucketKeyEnabled(false)
                                                .build(),
                        "VAULT-ENCRYPTION/-/-/" + BUCKET,
                        "bucket key enabled: expected true, found false"),
                spoiled(
                        "SSE-C",
                        vault ->
                                vault.encryption =
                                        vault.encryption.toBuilder()
                                                .blockedEncryptionTypes(blocked ->
                                                        blocked.encryptionTypeWithStrings("NONE"))
                                                .build(),
                        "VAULT-ENCRYPTION/-/-/" + BUCKET,
                        "SSE-C blocked: expected true, found false"),
                spoiled(
                        "a rule without a default",
                        vault ->
                                vault.encryption =
                                        ServerSideEncryptionRule.builder()
                                                .blockedEncryptionTypes(blocked ->
                                                        blocked.encryptionTypeWithStrings("SSE-C"))
                                                .build(),
                        "VAULT-ENCRYPTION/-/-/" + BUCKET,
                        "no default in the first rule"),
                spoiled(
                        "public access",
                        vault ->
                                vault.publicAccess =
                                        vault.publicAccess.toBuilder()
                                                .ignorePublicAcls(false)
                                                .build(),
                        "VAULT-PUBLIC-ACCESS/-/-/" + BUCKET,
                        "IgnorePublicAcls: expected true, found false"),
                spoiled(
                        "versioning suspended",
                        vault -> vault.versioning = "Suspended",
                        "VAULT-VERSIONING/-/-/" + BUCKET,
                        "found Suspended"),
                spoiled(
                        "versioning never on",
                        vault -> vault.versioning = null,
                        "VAULT-VERSIONING/-/-/" + BUCKET,
                        "found none"),
                spoiled(
                        "no default retention",
                        vault ->
                                vault.lock =
                                        ObjectLockConfiguration.builder()
                                                .objectLockEnabled("Enabled")
                                                .build(),
                        "VAULT-LOCK/-/-/" + BUCKET,
                        "expected GOVERNANCE for 365 days, found none"),
                spoiled(
                        "retention in years",
                        vault ->
                                vault.lock =
                                        ObjectLockConfiguration.builder()
                                                .objectLockEnabled("Enabled")
                                                .rule(rule ->
                                                        rule.defaultRetention(is ->
                                                                is.mode("GOVERNANCE").years(1)))
                                                .build(),
                        "VAULT-LOCK/-/-/" + BUCKET,
                        "found GOVERNANCE for 1 years"),
                spoiled(
                        "lock and lifecycle",
                        vault -> {
                            vault.lock =
                                    ObjectLockConfiguration.builder()
                                            .objectLockEnabled("Enabled")
                                            .build();
                            vault.lifecycle = List.of();
                        },
                        "VAULT-LOCK/-/-/" + BUCKET,
                        "default retention",
                        "expected that objects expire after 366 days"),
                spoiled(
                        "logs expire early",
                        vault ->
                                vault.lifecycle =
                                        Stream.concat(
                                                        vault.lifecycle.stream(),
                                                        Stream.of(
                                                                FakeVault.enabled()
                                                                        .expiration(after ->
                                                                                after.days(1))
                                                                        .filter(some ->
                                                                                some.prefix("2222"))
                                                                        .build()))
                                                .toList(),
                        "VAULT-LOCK/-/-/" + BUCKET,
                        "found that objects expire after 1 days (only for",
                        "2222"),
                spoiled(
                        "lifecycle switched off",
                        vault ->
                                vault.lifecycle =
                                        vault.lifecycle.stream()
                                                .map(rule ->
                                                        rule.toBuilder().status("Disabled").build())
                                                .toList(),
                        "VAULT-LOCK/-/-/" + BUCKET,
                        "expected that earlier versions go after 30 days"),
                spoiled(
                        "no events",
                        vault -> vault.eventBridge = null,
                        "VAULT-NOTIFICATION/-/-/" + BUCKET,
                        "expected true, found false"),
                spoiled(
                        "bucket policy",
                        vault ->
                                vault.bucketPolicy =
                                        policy ->
                                                policy.replace(
                                                        "NobodyDeletesLogs\",\"Effect\":\"Deny",
                                                        "NobodyDeletesLogs\",\"Effect\":\"Allow"),
                        "VAULT-POLICY/-/-/" + BUCKET,
                        "changed NobodyDeletesLogs (Effect)"),
                spoiled(
                        "a role that was deleted",
                        vault ->
                                vault.bucketPolicy =
                                        policy ->
                                                policy.replace(
                                                        "arn:aws:iam::111111111111:role/check",
                                                        "AROAEXAMPLE"),
                        "VAULT-POLICY/-/-/" + BUCKET,
                        "changed OnlyTheReaderReadsLogs (Condition)"),
                spoiled(
                        "session key's policy",
                        vault ->
                                vault.sessionKeyPolicy =
                                        policy -> policy.replace("o-exampleorgid", "o-otherorgid1"),
                        "VAULT-POLICY/-/-/" + SESSION_KEY,
                        "changed OrganizationClientsOpenSessions (Condition)",
                        "changed OrganizationInstancesJoinSessions (Condition)"),
                spoiled(
                        "bucket key's policy",
                        vault ->
                                vault.bucketKeyPolicy =
                                        policy -> policy.replace("kms:Decrypt", "kms:*"),
                        "VAULT-POLICY/-/-/" + BUCKET_KEY,
                        "changed OrganizationEncryptsLogsThroughS3 (Action)"),
                spoiled(
                        "session key disabled",
                        vault -> vault.keyStates.put(SESSION_KEY, "Disabled"),
                        "VAULT-KEY/-/-/" + SESSION_KEY,
                        "state: expected Enabled, found Disabled"),
                spoiled(
                        "bucket key to be deleted",
                        vault -> {
                            vault.keyStates.put(BUCKET_KEY, "PendingDeletion");
                            vault.standingKeys.add(BUCKET_KEY);
                        },
                        "VAULT-KEY/-/-/" + BUCKET_KEY,
                        "found PendingDeletion",
                        "automatic rotation: expected true, found false"),
                spoiled(
                        "session key that stands",
                        vault -> vault.standingKeys.add(SESSION_KEY),
                        "VAULT-KEY/-/-/" + SESSION_KEY,
                        "automatic rotation: expected true, found false"),
                spoiled(
                        "dead letters",
                        vault -> vault.messages.put("dead-logs", List.of(2, 1, 0)),
                        "VAULT-QUEUE/-/-/dead-logs",
                        "about 3"));
    }
}
