package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.fault.Settling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;

/// AWS KMS: keys and their names, and data keys. Symmetric encryption keys only.
public final class Kms {
    private final KeyStore store;
    private final Ids ids;
    private final Settling settling;
    private final int pageSize;

    /// @param store where the keys are
    /// @param ids where key ids come from
    /// @param settling how long a replica is being created
    /// @param pageSize how many items a page of a listing holds at most
    public Kms(KeyStore store, Ids ids, Settling settling, int pageSize) {
        this.store = store;
        this.ids = ids;
        this.settling = settling;
        this.pageSize = pageSize;
    }

    /// The service.
    public Service service() {
        var access = new KeyAccess(store);
        var operations =
                new Operations()
                        .on(CreateKeyRequest.class, this::create, "CustomKeyStoreId", "XksKeyId")
                        .on(ReplicateKeyRequest.class, access::replicate, this::replicate)
                        .on(
                                DescribeKeyRequest.class,
                                access.to("kms:DescribeKey", DescribeKeyRequest::keyId),
                                this::describe)
                        .on(CreateAliasRequest.class, access::createAlias, this::createAlias)
                        .on(
                                ListAliasesRequest.class,
                                Authorization.toAny("kms:ListAliases"),
                                this::listAliases);
        new KeyPolicies(store).register(operations);
        new KeyStates(store).register(operations);
        new KeyTags(store, pageSize).register(operations);
        new DataKeys(store, ids).register(operations);
        return new Service("kms", WireFormat.JSON_1_1, KmsClient.class, operations);
    }

    private CreateKeyResponse create(Call call, CreateKeyRequest request) {
        if (request.keySpec() != null && request.keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw AwsError.notImplemented("keys of the kind " + request.keySpecAsString());
        }
        boolean multiRegion = Boolean.TRUE.equals(request.multiRegion());
        var key =
                new KmsKey(
                        store.newId(multiRegion),
                        call.account(),
                        call.region(),
                        multiRegion ? new KmsKey.Family(call.region()) : null,
                        KeyManagerType.CUSTOMER,
                        Optional.ofNullable(request.description()).orElse(""),
                        KeyPolicies.orUsual(request.policy(), call.account()),
                        call.now());
        key.tags.putAll(KeyTags.byName(request.tags()));
        store.add(key);
        return CreateKeyResponse.builder().keyMetadata(key.shape()).build();
    }

    private ReplicateKeyResponse replicate(Call call, ReplicateKeyRequest request) {
        KmsKey primary = KeyPolicies.own(store, call, request.keyId());
        KmsKey.Family family = primary.family;
        if (family == null || !family.regions().getFirst().equals(primary.region)) {
            throw new AwsError(
                    "UnsupportedOperationException",
                    400,
                    primary.arn() + " is not a multi-Region primary key.");
        }
        primary.requireEnabled();
        var replica =
                new KmsKey(
                        primary.id,
                        primary.account,
                        request.replicaRegion(),
                        family,
                        KeyManagerType.CUSTOMER,
                        Optional.ofNullable(request.description()).orElse(""),
                        KeyPolicies.orUsual(request.policy(), call.account()),
                        call.now());
        if (store.existing(replica).isPresent()) {
            throw new AwsError("AlreadyExistsException", 400, replica.arn() + " already exists.");
        }
        replica.looksWhileCreating = settling.looksAtReplicaWhileCreating();
        replica.tags.putAll(KeyTags.byName(request.tags()));
        family.regions().add(replica.region);
        store.add(replica);
        return ReplicateKeyResponse.builder()
                .replicaKeyMetadata(replica.shape())
                .replicaPolicy(replica.policy)
                .replicaTags(request.tags())
                .build();
    }

    private DescribeKeyResponse describe(Call call, DescribeKeyRequest request) {
        KmsKey key = store.find(request.keyId(), call.account(), call.region());
        DescribeKeyResponse response =
                DescribeKeyResponse.builder().keyMetadata(key.shape()).build();
        key.looksWhileCreating = Math.max(0, key.looksWhileCreating - 1);
        return response;
    }

    private CreateAliasResponse createAlias(Call call, CreateAliasRequest request) {
        String alias = String.valueOf(request.aliasName());
        if (!alias.matches("alias/[a-zA-Z0-9/_-]{1,250}") || alias.startsWith("alias/aws/")) {
            throw new AwsError("InvalidAliasNameException", 400, "not an alias name: " + alias);
        }
        KmsKey key = KeyPolicies.own(store, call, request.targetKeyId());
        if (key.state() == KeyState.PENDING_DELETION) {
            throw key.invalidState();
        }
        store.alias(alias, key);
        return CreateAliasResponse.builder().build();
    }

    private ListAliasesResponse listAliases(Call call, ListAliasesRequest request) {
        Optional<String> only =
                Optional.ofNullable(request.keyId())
                        .map(named -> store.find(named, call.account(), call.region()).id);
        List<AliasListEntry> all =
                store.aliases(call.account(), call.region()).entrySet().stream()
                        .filter(entry -> only.isEmpty() || only.get().equals(entry.getValue()))
                        .map(entry -> shape(call, entry))
                        .toList();
        Page<AliasListEntry> page =
                Page.of(
                        all,
                        request.marker(),
                        request.limit(),
                        pageSize,
                        wrong ->
                                new AwsError(
                                        "InvalidMarkerException", 400, "not a marker: " + wrong));
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    private static AliasListEntry shape(Call call, Map.Entry<String, String> alias) {
        return AliasListEntry.builder()
                .aliasName(alias.getKey())
                .aliasArn(
                        "arn:aws:kms:%s:%s:%s"
                                .formatted(call.region(), call.account(), alias.getKey()))
                .targetKeyId(alias.getValue())
                .build();
    }
}
