package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;

/// What callers have to be allowed about keys. The key's policy has to agree to every use of the
/// key; where it names an account, that account's IAM policies decide about its principals.
///
/// Source: KMS developer guide, "AWS KMS permissions" and "Condition keys for AWS KMS".
public final class KeyAccess {
    private static final String TAG = "kms:TagResource";
    private static final String MULTI_REGION = "kms:MultiRegion";
    private static final String KEY_TYPE = "kms:MultiRegionKeyType";

    private final KeyStore store;

    /// @param store where the keys are
    public KeyAccess(KeyStore store) {
        this.store = store;
    }

    /// An action on a key.
    ///
    /// @param named the key's ARN, alias or id
    /// @param region the key's Region
    public Permission permission(Call call, String action, String named, String region) {
        KmsKey key = store.find(named, call.account(), region);
        var context = new TreeMap<String, String>();
        context.put("kms:CallerAccount", call.account());
        context.put(MULTI_REGION, Boolean.toString(key.family != null));
        if (key.family != null) {
            boolean isPrimary = key.region.equals(key.family.regions().getFirst());
            context.put(
                    KEY_TYPE,
                    (isPrimary ? MultiRegionKeyType.PRIMARY : MultiRegionKeyType.REPLICA).name());
        }
        return Permission.of(action, key.arn())
                .with(context)
                .under(new ResourcePolicy(key.policy, true));
    }

    /// An action on the key that a request names.
    <Q extends SdkRequest> Authorization<Q> to(String action, Function<Q, String> named) {
        return (call, request) ->
                List.of(permission(call, action, named.apply(request), call.region()));
    }

    /// An alias is named on both sides: the alias and its key.
    List<Permission> createAlias(Call call, CreateAliasRequest request) {
        String action = "kms:CreateAlias";
        String alias =
                "arn:aws:kms:%s:%s:%s"
                        .formatted(call.region(), call.account(), request.aliasName());
        return List.of(
                permission(call, action, request.targetKeyId(), call.region()),
                Permission.of(action, alias));
    }

    /// Tagging tells the tags.
    List<Permission> tag(Call call, TagResourceRequest request) {
        return List.of(
                permission(call, TAG, request.keyId(), call.region())
                        .with(requestTags(request.tags())));
    }

    private static Map<String, String> requestTags(List<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(tag -> "aws:RequestTag/" + tag.tagKey(), Tag::tagValue));
    }

    /// A replica is made from its primary, and in the replica's Region, where it does not exist
    /// yet. To give it tags is a right of its own.
    ///
    /// Source: KMS API reference, `ReplicateKey`, `Tags`: "you must have kms:TagResource permission
    /// in an IAM policy".
    List<Permission> replicate(Call call, ReplicateKeyRequest request) {
        String region = String.valueOf(request.replicaRegion());
        var needed = new ArrayList<>(replicateWithoutTags(call, request, region));
        if (request.hasTags()) {
            KmsKey primary = store.find(request.keyId(), call.account(), call.region());
            String replica =
                    "arn:aws:kms:%s:%s:key/%s".formatted(region, primary.account, primary.id);
            needed.add(
                    Permission.of(TAG, replica)
                            .with("aws:RequestedRegion", region)
                            .with(requestTags(request.tags())));
        }
        return needed;
    }

    private List<Permission> replicateWithoutTags(
            Call call, ReplicateKeyRequest request, String region) {
        return List.of(
                permission(call, "kms:ReplicateKey", request.keyId(), call.region())
                        .with("kms:ReplicaRegion", region),
                Permission.of("kms:CreateKey", "*")
                        .with(
                                Map.of(
                                        "aws:RequestedRegion",
                                        region,
                                        MULTI_REGION,
                                        "true",
                                        KEY_TYPE,
                                        MultiRegionKeyType.REPLICA.name())));
    }
}
