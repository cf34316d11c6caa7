package io.sessionvault.local.aws.kms;

import io.sessionvault.local.aws.call.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.OriginType;

/// A symmetric key, as it is now.
final class KmsKey {
    /// The Regions of a multi-Region key, the primary first; shared by the primary and its replicas.
    record Family(List<String> regions) {
        Family(String primary) {
            this(new ArrayList<>(List.of(primary)));
        }
    }

    final String id;
    final String account;
    final String region;
    final @Nullable Family family;
    final Map<String, String> tags = new TreeMap<>();
    String policy;
    KeyState state = KeyState.ENABLED;

    /// How often the key will still be described as being created.
    int looksWhileCreating;

    boolean rotates;
    int rotationDays = 365;
    private final String description;
    private final KeyManagerType manager;
    private final Instant created;

    KmsKey(
            String id,
            String account,
            String region,
            @Nullable Family family,
            KeyManagerType manager,
            String description,
            String policy,
            Instant created) {
        this.id = id;
        this.account = account;
        this.region = region;
        this.family = family;
        this.manager = manager;
        this.description = description;
        this.policy = policy;
        this.created = created;
    }

    String arn() {
        return arn(region);
    }

    private String arn(String in) {
        return "arn:aws:kms:" + in + ":" + account + ":key/" + id;
    }

    /// The key's state as the API tells it.
    KeyState state() {
        return looksWhileCreating > 0 ? KeyState.CREATING : state;
    }

    /// Whether this is a primary key that has replicas.
    boolean isPrimaryOfReplicas() {
        return family != null
                && family.regions().getFirst().equals(region)
                && family.regions().size() > 1;
    }

    /// Refuses what only an enabled key can do.
    ///
    /// Source: KMS developer guide, "Key states of AWS KMS keys".
    ///
    /// @throws AwsError `DisabledException` or `KMSInvalidStateException`
    void requireEnabled() {
        if (state() != KeyState.ENABLED) {
            throw state() == KeyState.DISABLED
                    ? new AwsError("DisabledException", 400, arn() + " is disabled.")
                    : invalidState();
        }
    }

    /// The refusal of something that the key's state does not allow.
    AwsError invalidState() {
        return new AwsError("KMSInvalidStateException", 400, arn() + " is " + state() + ".");
    }

    /// The key as the API describes it.
    KeyMetadata shape() {
        KeyMetadata.Builder shape =
                KeyMetadata.builder()
                        .keyId(id)
                        .arn(arn())
                        .awsAccountId(account)
                        .creationDate(created)
                        .description(description)
                        .enabled(state() == KeyState.ENABLED)
                        .keyState(state())
                        .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                        .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                        .encryptionAlgorithmsWithStrings("SYMMETRIC_DEFAULT")
                        .origin(OriginType.AWS_KMS)
                        .keyManager(manager)
                        .multiRegion(family != null);
        return family == null
                ? shape.build()
                : shape.multiRegionConfiguration(configuration(family)).build();
    }

    private MultiRegionConfiguration configuration(Family of) {
        String primary = of.regions().getFirst();
        return MultiRegionConfiguration.builder()
                .multiRegionKeyType(
                        region.equals(primary)
                                ? MultiRegionKeyType.PRIMARY
                                : MultiRegionKeyType.REPLICA)
                .primaryKey(member(primary))
                .replicaKeys(of.regions().stream().skip(1).map(this::member).toList())
                .build();
    }

    private MultiRegionKey member(String in) {
        return MultiRegionKey.builder().arn(arn(in)).region(in).build();
    }
}
