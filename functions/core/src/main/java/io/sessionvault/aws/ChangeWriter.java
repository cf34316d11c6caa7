package io.sessionvault.aws;

import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.NodeAccessTag;
import io.sessionvault.reconcile.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Makes one change. It decides nothing: a change that does not fit any more fails, and the next
/// plan sees why.
final class ChangeWriter {
    private final MemberClients member;
    private final KeyClients keys;
    private final BooleanSupplier hasTime;

    /// A writer that has all the time that it needs.
    ChangeWriter(MemberClients member, KeyClients keys) {
        this(member, keys, () -> true);
    }

    /// @param hasTime whether a further change may be begun
    ChangeWriter(MemberClients member, KeyClients keys, BooleanSupplier hasTime) {
        this.member = member;
        this.keys = keys;
        this.hasTime = hasTime;
    }

    Outcome apply(Change.Governing change) {
        try {
            switch (change) {
                case Change.IdentityChange identity -> apply(identity, member.iam());
                case Change.KeyChange key -> apply(key, keys);
                case Change.RegionalChange regional ->
                        apply(regional, member.ssm(regional.region()));
            }
            return new Outcome.Applied(change);
        } catch (SdkException failure) {
            return new Outcome.Failed(change, ServiceErrors.of(failure));
        }
    }

    private static void apply(Change.IdentityChange change, IamClient iam) {
        switch (change) {
            case Change.CreateLogPolicy(Map<String, Object> document) ->
                    iam.createPolicy(ask ->
                            ask.policyName(LogPolicy.NAME)
                                    .description(
                                            "Lets Session Manager write its logs to the session vault")
                                    .policyDocument(Json.write(document)));
            case Change.UpdateLogPolicy update -> {
                update.versionToDelete()
                        .ifPresent(version ->
                                iam.deletePolicyVersion(
                                        ask -> ask.policyArn(update.arn()).versionId(version)));
                iam.createPolicyVersion(ask ->
                        ask.policyArn(update.arn())
                                .policyDocument(Json.write(update.document()))
                                .setAsDefault(true));
            }
            case Change.CreateHostManagementRole() ->
                    iam.createRole(ask ->
                            ask.roleName(HostManagement.ROLE_NAME)
                                    .path(HostManagement.ROLE_PATH)
                                    .assumeRolePolicyDocument(
                                            Json.write(HostManagement.trustPolicy())));
            case Change.AttachPolicy(String role, String policyArn) ->
                    iam.attachRolePolicy(ask -> ask.roleName(role).policyArn(policyArn));
            case Change.PutInlinePolicy inline ->
                    iam.putRolePolicy(ask ->
                            ask.roleName(inline.roleName())
                                    .policyName(LogPolicy.NAME)
                                    .policyDocument(Json.write(inline.document())));
        }
    }

    /// A replica is created in the primary key's Region and everything else about it in its own.
    private static void apply(Change.KeyChange change, KeyClients keys) {
        switch (change) {
            case Change.CreateReplica create ->
                    keys.kms(create.primary().region())
                            .replicateKey(ask ->
                                    ask.keyId(create.primary().keyId())
                                            .replicaRegion(create.region().value())
                                            .policy(Json.write(create.policy()))
                                            .tags(nodeAccessTag())
                                            .description(
                                                    "Session Vault, encrypts Session Manager's streams"));
            case Change.UpdateReplicaPolicy update ->
                    keys.kms(update.region())
                            .putKeyPolicy(ask ->
                                    ask.keyId(update.replica().toString())
                                            .policyName(KeyReader.POLICY_NAME)
                                            .policy(Json.write(update.policy())));
            case Change.CreateKeyAlias create ->
                    keys.kms(create.region())
                            .createAlias(ask ->
                                    ask.aliasName(create.alias())
                                            .targetKeyId(create.replica().toString()));
            case Change.TagKey tag ->
                    keys.kms(tag.region())
                            .tagResource(
                                    ask -> ask.keyId(tag.key().toString()).tags(nodeAccessTag()));
        }
    }

    private static Tag nodeAccessTag() {
        return Tag.builder().tagKey(NodeAccessTag.NAME).tagValue(NodeAccessTag.VALUE).build();
    }

    private static void apply(Change.RegionalChange change, SsmClient ssm) {
        switch (change) {
            case Change.CreatePreferences create -> PreferencesWriter.create(ssm, create);
            case Change.UpdatePreferences update -> PreferencesWriter.update(ssm, update);
            case Change.SetDefaultVersion set ->
                    PreferencesWriter.setDefaultVersion(ssm, set.version());
            case Change.SetHostManagement _ ->
                    ssm.updateServiceSetting(ask ->
                            ask.settingId(RegionReader.HOST_MANAGEMENT_SETTING)
                                    .settingValue(HostManagement.SETTING_VALUE));
        }
    }

    /// Makes the changes one after another; each is tried, whatever became of the others.
    List<Outcome> applyAll(List<? extends Change.Governing> changes) {
        return changes.stream()
                .map(change ->
                        hasTime.getAsBoolean()
                                ? apply(change)
                                : new Outcome.Refused(change, "no time was left to begin it"))
                .toList();
    }
}
